'use strict';
/* Runs in a page, uses it as a person would, and sends what is wrong with it to the page around it. */
const problems = [];
addEventListener('error', event => problems.push('error: ' + event.message));
addEventListener('securitypolicyviolation', event => problems.push('fetches: ' + event.blockedURI));

const wrong = (what, element, detail) =>
  problems.push(what + ': ' + (element.outerHTML ?? '').slice(0, 120) + ' ' + (detail ?? ''));
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const visible = element => element.checkVisibility() && element.getClientRects().length > 0;
const scrolls = element => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);

const overflow = () => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) {
    wrong('overflows', document.documentElement, document.documentElement.scrollWidth);
  }
  for (const element of all('body *').filter(visible)) {
    const inline = getComputedStyle(element).display === 'inline' || element.closest('svg, select, input');
    if (!inline && !scrolls(element) && element.scrollWidth > element.clientWidth + 1) {
      wrong('overflows', element, element.scrollWidth + ' > ' + element.clientWidth);
    }
    const box = element.getBoundingClientRect();
    if ((box.right > width + 1 || box.left < -1) && !element.closest('.scroll')) {
      wrong('leaves the page', element);
    }
  }
};

const drawings = () => {
  for (const svg of all('svg').filter(visible)) {
    const frame = svg.getBoundingClientRect();
    const boxes = all('text', svg).map(text => ({text, box: text.getBoundingClientRect()}));
    for (const {text, box} of [...boxes, ...all('.mark', svg).map(m => ({text: m, box: m.getBoundingClientRect()}))]) {
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1) {
        wrong('leaves its drawing', text);
      }
    }
    boxes.forEach(({text, box}, i) => {
      for (const other of boxes.slice(i + 1)) {
        const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const high = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        if (wide > 1 && high > 4) {
          wrong('overlaps', text, 'with ' + other.text.textContent);
        }
      }
    });
  }
};

/* Contrast as WCAG 2 has it. */
const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
const rgb = colour => {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data];
};
const luminance = ([r, g, b]) => {
  const [x, y, z] = [r, g, b].map(c => c / 255).map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
};
const contrast = (one, two) => {
  const [high, low] = [luminance(one), luminance(two)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
};
const behind = element => {
  for (let at = element; at; at = at.parentElement) {
    const colour = rgb(getComputedStyle(at).backgroundColor);
    if (colour[3] === 255) {
      return colour;
    }
  }
  return [255, 255, 255, 255];
};
const faint = () => {
  const seen = new Set();
  const check = (element, colour, least) => {
    const [front, back] = [rgb(colour), behind(element)];
    const key = [front, back, least].join();
    if (!seen.has(key) && contrast(front, back) < least) {
      wrong('is faint', element, contrast(front, back).toFixed(2));
    }
    seen.add(key);
  };
  for (const element of all('body *').filter(visible)) {
    const style = getComputedStyle(element);
    if (element.matches('svg text')) {
      check(element, style.fill, 4.5);
    } else if (element.matches('.mark, svg .line, svg .floor')) {
      check(element, style.color, 3);
    } else if (!element.closest('svg, script') && [...element.childNodes].some(n => n.nodeType === 3 && n.textContent.trim() !== '')) {
      check(element, style.color, 4.5);
    }
  }
};

const tip = () => document.querySelector('.tip');
const tipStands = mark => {
  const box = tip().getBoundingClientRect();
  return !tip().hidden && tip().textContent === mark.dataset.tip && mark.dataset.tip !== ''
    && box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight;
};
const middle = mark => {
  const box = mark.getBoundingClientRect();
  return {clientX: box.left + box.width / 2, clientY: box.top + box.height / 2, bubbles: true};
};

const tips = () => {
  for (const svg of all('svg.chart').filter(visible)) {
    const marks = all('.mark', svg);
    if (marks.length === 0) {
      wrong('has no marks', svg);
      continue;
    }
    svg.focus();
    const byX = marks.toSorted((one, two) => middle(one).clientX - middle(two).clientX);
    for (const key of [...Array(6).fill('ArrowRight'), 'ArrowLeft', 'End']) {
      svg.dispatchEvent(new KeyboardEvent('keydown', {key, cancelable: true}));
      const on = svg.querySelector('.on');
      if (!on || !tipStands(on) || (key === 'End' && middle(on).clientX < middle(byX.at(-1)).clientX - 1)) {
        wrong('says nothing to ' + key, svg, tip().textContent);
      }
    }
    for (const mark of marks) {
      if (!mark.dataset.tip) {
        wrong('has nothing to say', mark);
      }
    }
    svg.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}));
    if (!tip().hidden) {
      wrong('goes on saying', tip());
    }
    for (const kind of ['mouse', 'touch']) {
      svg.dispatchEvent(new PointerEvent('pointerdown', {...middle(marks.at(-1)), pointerType: kind}));
      if (tip().hidden) {
        wrong('says nothing to ' + kind, marks.at(-1));
      }
    }
    svg.blur();
    svg.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}));
  }
};

const tables = () => {
  for (const table of all('table')) {
    const body = table.tBodies[0];
    const order = [...body.rows].map(row => row.textContent);
    const column = all('th', table).findIndex(head => head.textContent.endsWith('us'));
    if (column >= 0) {
      const button = table.tHead.rows[0].cells[column].querySelector('button');
      const numbers = () => [...body.rows].map(row => parseFloat(row.cells[column].textContent)).filter(n => !Number.isNaN(n));
      button.click();
      if (numbers().some((n, i, list) => i > 0 && n < list[i - 1])) {
        wrong('is not sorted', table, numbers().slice(0, 5));
      }
      button.click();
      if (numbers().some((n, i, list) => i > 0 && n > list[i - 1])) {
        wrong('is not sorted the other way', table, numbers().slice(0, 5));
      }
    }
    const first = table.tHead.rows[0].cells[0].querySelector('button');
    if (first.textContent === 'order') {
      first.click();
      if ([...body.rows].some((row, i) => row.textContent !== order[i])) {
        wrong('does not find its order again', table);
      }
    }
    const filter = table.parentElement.previousElementSibling?.querySelector('input[type=search]');
    if (filter) {
      const [name, value] = filter.placeholder.replace('such as ', '').split('=');
      const at = all('th', table).findIndex(head => head.textContent === name);
      filter.value = name + '=' + value;
      filter.dispatchEvent(new Event('input'));
      const left = [...body.rows].filter(row => !row.hidden);
      if (left.length === 0 || left.some(row => !row.cells[at].textContent.startsWith(value))) {
        wrong('is not filtered', table, filter.value);
      }
      filter.value = '';
      filter.dispatchEvent(new Event('input'));
    }
    if (table.classList.contains('winner') && all('tr.best', table).length !== 1) {
      wrong('has no winner', table);
    }
  }
};

addEventListener('load', () => {
  try {
    tables();
    drawings();
    tips();
    all('button.plain').filter(b => b.textContent.startsWith('Show all')).forEach(b => b.click());
    overflow();
    faint();
    all('button.plain').filter(b => b.textContent === 'Show fewer').forEach(b => b.click());
    for (const command of all('.command')) {
      if (!command.querySelector('button')) {
        wrong('cannot be copied', command);
      }
    }
    for (const fetched of performance.getEntriesByType('resource')) {
      problems.push('fetches: ' + fetched.name);
    }
  } catch (error) {
    problems.push('the check failed: ' + error.stack);
  }
  scrollTo(0, 0);
  parent.postMessage({page: location.hash, problems}, '*');
});
