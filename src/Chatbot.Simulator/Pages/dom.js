// Builds elements from names and text only: nothing that a person typed is ever read as markup.
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, '');
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.filter(child => child != null && child !== ''));
  return node;
}

const SVG = 'http://www.w3.org/2000/svg';

const PATHS = {
  send: ['0 0 24 24', 'M3 20.5v-6.7L12 12 3 10.2V3.5L22 12z'],
  attach: ['0 0 24 24', 'M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z'],
  reply: ['0 0 24 24', 'M10 9V5l-7 7 7 7v-4.1c5 0 8.5 1.6 11 5.1-1-5-4-10-11-11z'],
  list: ['0 0 24 24', 'M4 6h2v2H4zm4 0h12v2H8zM4 11h2v2H4zm4 0h12v2H8zm-4 5h2v2H4zm4 0h12v2H8z'],
  open: ['0 0 24 24', 'M14 4h6v6h-2V7.4l-8.3 8.3-1.4-1.4L16.6 6H14zM6 6h5v2H8v8h8v-3h2v5H6z'],
  close: ['0 0 24 24', 'M6.4 5 12 10.6 17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z'],
  image: ['0 0 24 24', 'M5 4h14a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zm0 13h14l-4.5-6-3.5 4.5L8.5 13z'],
  card: ['0 0 24 24', 'M3 5h18v14H3zm3 4v6h5V9zm7 0v2h6V9zm0 4v2h4v-2z'],
  voice: ['0 0 24 24', 'M12 14a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3zm5-3a5 5 0 0 1-10 0H5a7 7 0 0 0 6 6.9V21h2v-3.1A7 7 0 0 0 19 11z'],
  place: ['0 0 24 24', 'M12 2a7 7 0 0 0-7 7c0 5 7 13 7 13s7-8 7-13a7 7 0 0 0-7-7zm0 9.5a2.5 2.5 0 1 1 0-5 2.5 2.5 0 0 1 0 5z'],
  sticker: ['0 0 24 24', 'M5 3h14a2 2 0 0 1 2 2v9l-7 7H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zm3 6v2h2V9zm6 0v2h2V9zm-6 4c.5 2.3 2 3.5 4 3.5s3.5-1.2 4-3.5z'],
  verified: ['0 0 24 24', 'M12 1l2.7 2.2 3.5-.3 1.3 3.2 3.2 1.3-.3 3.5L24 12l-1.6 1.1.3 3.5-3.2 1.3-1.3 3.2-3.5-.3L12 23l-2.7-2.2-3.5.3-1.3-3.2-3.2-1.3.3-3.5L0 12l1.6-1.1-.3-3.5 3.2-1.3 1.3-3.2 3.5.3zm-1.2 15.3 6.7-6.7-1.6-1.6-5.1 5.1-2.3-2.3-1.6 1.6z'],
  tick: ['0 0 16 11', 'M10.9.9l.9.7-6.3 8.3L2 6.6l.8-.9 2.5 2.4z'],
  ticks: ['0 0 16 11', 'M10.9.9l.9.7-6.3 8.3L1 5.9l.8-.9 3.5 3.1zM15 .9l.9.7-6.3 8.3-1.5-1.4.7-1 .7.6z'],
};

export function icon(name, extraClass = '') {
  const [viewBox, path] = PATHS[name];
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', viewBox);
  svg.setAttribute('aria-hidden', 'true');
  if (extraClass) svg.setAttribute('class', extraClass);
  const shape = document.createElementNS(SVG, 'path');
  shape.setAttribute('d', path);
  shape.setAttribute('fill', 'currentColor');
  svg.append(shape);
  return svg;
}
