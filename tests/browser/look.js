// look.js - looks at a page in a frame as a reader would, and says what is
// wrong, one line each.  Runs in a page whose frames hold the report.
'use strict';

const wrong = [];

function luminance(rgb) {
	const [r, g, b] = rgb.map((v) => {
		v /= 255;
		return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function numbers(colour) {
	return (colour.match(/[\d.]+/g) || []).map(Number);
}

// WCAG 2.1: the colour of the text against the nearest opaque background.
function contrast(view, element) {
	const style = view.getComputedStyle(element);
	const svg = element.namespaceURI.endsWith('svg');
	const ink = numbers(svg ? style.fill : style.color);
	let at = element;
	let paper = [255, 255, 255];
	for (; at; at = at.parentElement) {
		const back = numbers(view.getComputedStyle(at).backgroundColor);
		if (back.length === 3 || back[3] === 1) {
			paper = back;
			break;
		}
	}
	const [a, b] = [luminance(ink.slice(0, 3)),
		luminance(paper.slice(0, 3))].sort((x, y) => y - x);
	return (a + 0.05) / (b + 0.05);
}

function hasWords(element) {
	return [...element.childNodes].some((node) =>
		node.nodeType === 3 && node.textContent.trim() !== '');
}

function lookAtText(name, view, doc) {
	for (const element of doc.body.querySelectorAll('*')) {
		if (!hasWords(element) || element.getClientRects().length === 0)
			continue;
		if (element.closest('[aria-hidden=true]'))
			continue;
		const ratio = contrast(view, element);
		if (ratio < 4.5)
			wrong.push(`${name}: contrast ${ratio.toFixed(2)}: ` +
				element.textContent.slice(0, 40));
	}
}

function lookAtStructure(name, doc) {
	let level = 0;
	if (!doc.documentElement.lang)
		wrong.push(`${name}: no language`);
	for (const heading of doc.querySelectorAll('h1,h2,h3,h4')) {
		const next = Number(heading.tagName[1]);
		if (next > level + 1)
			wrong.push(`${name}: heading skips a level: ` +
				heading.textContent);
		level = next;
	}
	for (const svg of doc.querySelectorAll('svg')) {
		const image = svg.closest('[role=img]');
		if (!image || !image.getAttribute('aria-label'))
			wrong.push(`${name}: a chart without words`);
		if (!svg.closest('figure').querySelector('table'))
			wrong.push(`${name}: a chart without a table`);
	}
	for (const link of doc.querySelectorAll('a[href^="#"]'))
		if (!doc.getElementById(link.getAttribute('href').slice(1)))
			wrong.push(`${name}: a link to nowhere: ${link.href}`);
	const ids = [...doc.querySelectorAll('[id]')].map((e) => e.id);
	const twice = ids.find((id, i) => ids.indexOf(id) !== i);
	if (twice)
		wrong.push(`${name}: an id twice: ${twice}`);
}

function lookAtWidth(name, view, doc) {
	const page = doc.documentElement;
	if (page.scrollWidth > view.innerWidth) {
		const widest = [...doc.body.querySelectorAll('*')].find((e) =>
			e.getBoundingClientRect().right > view.innerWidth &&
			!e.closest('.scroll'));
		wrong.push(`${name}: ${page.scrollWidth} px in ` +
			`${view.innerWidth}: ` +
			(widest ? widest.outerHTML.slice(0, 80) : ''));
	}
}

// On a screen as wide as this no table may be cut off; of keys and values, on
// none.
function lookAtTables(name, view, doc) {
	for (const box of doc.querySelectorAll('.scroll')) {
		const wide = box.scrollWidth - box.clientWidth;
		const words = box.closest('.words');
		if (wide > 0 && (view.innerWidth > 1000 || words))
			wrong.push(`${name}: a table ${wide} px too wide: ` +
				box.getAttribute('aria-label').slice(0, 40));
		for (const head of words ? box.querySelectorAll('tbody th') : [])
			if (head.scrollWidth > head.clientWidth + 1)
				wrong.push(`${name}: a key over its value: ` +
					head.textContent.slice(0, 40));
	}
}

// Whatever the legend explains is drawn, in the same colour.
function lookAtLegends(name, view, doc) {
	const hex = (text) => '#' + numbers(text).map((n) =>
		n.toString(16).padStart(2, '0')).join('').toUpperCase();
	for (const key of doc.querySelectorAll('.keys i, .keys b[style*="#"]')) {
		const style = view.getComputedStyle(key);
		const colour = hex(key.tagName === 'I' ? style.backgroundColor :
			style.color);
		const drawing = key.closest('figure').querySelector('.wide svg')
			.outerHTML.replace(/rgb\(([^)]*)\)/g, hex).toUpperCase();
		if (!drawing.includes(colour))
			wrong.push(`${name}: not drawn: ${colour}, ` +
				key.parentElement.textContent);
	}
}

// No two labels of a chart cover each other.
function lookAtLabels(name, doc) {
	for (const svg of doc.querySelectorAll('svg')) {
		const labels = [...svg.querySelectorAll('text')].map((text) =>
			[text, text.getBoundingClientRect()])
			.filter(([, box]) => box.width > 0);
		labels.forEach(([a, box], i) => {
			for (const [b, other] of labels.slice(i + 1)) {
				const wide = Math.min(box.right, other.right) -
					Math.max(box.left, other.left);
				const high = Math.min(box.bottom, other.bottom) -
					Math.max(box.top, other.top);
				if (wide > 2 && high > box.height / 3)
					wrong.push(`${name}: one over the other: ` +
						`${a.textContent} | ${b.textContent}`);
			}
		});
	}
}

function look(frame) {
	const view = frame.contentWindow;
	const doc = frame.contentDocument;
	const name = frame.title;
	if (view.innerWidth !== Number(frame.width))
		wrong.push(`${name}: is ${view.innerWidth} px wide`);
	lookAtStructure(name, doc);
	lookAtWidth(name, view, doc);
	for (const details of doc.querySelectorAll('details'))
		details.open = true;
	lookAtWidth(`${name}, all open`, view, doc);
	lookAtTables(name, view, doc);
	lookAtLegends(name, view, doc);
	lookAtLabels(name, doc);
	lookAtText(name, view, doc);
	const loaded = view.performance.getEntriesByType('resource');
	if (loaded.length > 0)
		wrong.push(`${name}: loads ${loaded[0].name}`);
}

window.addEventListener('load', () => {
	for (const frame of document.querySelectorAll('iframe'))
		look(frame);
	const dark = matchMedia('(prefers-color-scheme: dark)').matches;
	document.body.innerHTML = '';
	const out = document.createElement('pre');
	out.textContent = `${dark ? 'dark' : 'light'}\n` +
		`${wrong.length} wrong\n${wrong.join('\n')}\n`;
	document.body.append(out);
});
