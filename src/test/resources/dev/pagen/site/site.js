'use strict';
const root = document.currentScript.dataset.root;
const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};

// On a phone the list of pages hides behind a button.
const menu = document.getElementById('menu');
const pages = document.getElementById('pages');
menu.addEventListener('click', () => {
  menu.setAttribute('aria-expanded', pages.classList.toggle('open'));
});

// Headings have links to themselves, code has a button that copies it: commands without output.
for (const heading of document.querySelectorAll('main :is(h2, h3, h4)[id]')) {
  heading.append(element('a', {className: 'anchor', href: '#' + heading.id, textContent: '#', ariaLabel: 'Link to this'}));
}
for (const block of document.querySelectorAll('main pre:not(.source)')) {
  const button = element('button', {className: 'copy', textContent: 'Copy'});
  const frame = element('div', {className: 'frame'});
  block.replaceWith(frame);
  frame.append(block, button);
  button.addEventListener('click', async () => {
    const lines = block.textContent.split('\n').filter((line) => !line.startsWith('# '));
    await navigator.clipboard.writeText(lines.map((line) => line.replace(/^\$ /, '')).join('\n'));
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  });
}

// The contents mark the section that is being read.
const entries = new Map([...document.querySelectorAll('#contents a')].map((a) => [a.hash.slice(1), a]));
const headings = [...entries.keys()].map((id) => document.getElementById(id)).filter(Boolean);
const mark = () => {
  const read = headings.filter((heading) => heading.getBoundingClientRect().top < 120).at(-1);
  entries.forEach((a, id) => a.classList.toggle('here', read !== undefined && id === read.id));
};
addEventListener('scroll', mark, {passive: true});
mark();

// The search loads its index when it is first used.
const search = document.getElementById('search');
const found = document.getElementById('found');
let index;
const load = () => {
  index ??= new Promise((resolve) => {
    document.head.append(element('script', {src: root + 'search.js', onload: () => resolve(SECTIONS)}));
  });
  return index;
};
const score = (section, words) => {
  const heading = (section.heading + ' ' + section.page).toLowerCase();
  const text = section.text.toLowerCase();
  let total = 0;
  for (const word of words) {
    const points = (heading.includes(word) ? 10 : 0) + Math.min(5, text.split(word).length - 1);
    if (points === 0) {
      return 0;
    }
    total += points;
  }
  return total;
};
const excerpt = (text, word) => {
  const at = Math.max(0, text.toLowerCase().indexOf(word) - 40);
  return (at > 0 ? '… ' : '') + text.slice(at, at + 140) + (text.length > at + 140 ? ' …' : '');
};
const show = async () => {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  found.hidden = words.length === 0;
  if (words.length === 0) {
    return;
  }
  const hits = (await load())
      .map((section) => ({section, points: score(section, words)}))
      .filter((hit) => hit.points > 0)
      .sort((a, b) => b.points - a.points)
      .slice(0, 12);
  found.replaceChildren(...hits.map(({section}) => element('li', {}, element('a', {href: root + section.to},
      element('b', {textContent: section.heading}),
      element('span', {textContent: section.page + ': ' + excerpt(section.text, words[0])})))));
  if (hits.length === 0) {
    found.append(element('li', {className: 'none', textContent: 'Nothing found.'}));
  }
};
search.addEventListener('input', show);
search.addEventListener('focus', load);
addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    found.hidden = true;
    search.blur();
  } else if (event.key === '/' && !/INPUT|TEXTAREA/.test(document.activeElement.tagName)) {
    event.preventDefault();
    search.focus();
  }
});
addEventListener('click', (event) => {
  if (!event.target.closest('.search')) {
    found.hidden = true;
  }
});
