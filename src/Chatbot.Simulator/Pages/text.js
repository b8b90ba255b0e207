import { el } from './dom.js';

const LINK = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g;
// WhatsApp's marks; a mark touches the text it holds and stands at the edge of a word.
const MARK = /(^|[\s(.,!?"'-])(?:\*(\S(?:[^*\n]*\S)?)\*|_(\S(?:[^_\n]*\S)?)_|~(\S(?:[^~\n]*\S)?)~|```([\s\S]+?)```)(?=$|[\s).,!?"':;-])/g;

function links(text) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    nodes.push(text.slice(from, match.index),
      el('a', { href: match[0], target: '_blank', rel: 'noopener noreferrer' }, match[0]));
    from = match.index + match[0].length;
  }
  nodes.push(text.slice(from));
  return nodes.filter(node => node !== '');
}

// Links first, so that an underscore inside an address is no mark.
export function rich(text, withMarks) {
  const nodes = links(text);
  return withMarks ? nodes.flatMap(node => (typeof node === 'string' ? marks(node) : node)) : nodes;
}

function marks(text) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(MARK)) {
    nodes.push(text.slice(from, match.index) + match[1]);
    if (match[2] != null) nodes.push(el('strong', {}, ...marks(match[2])));
    else if (match[3] != null) nodes.push(el('em', {}, ...marks(match[3])));
    else if (match[4] != null) nodes.push(el('s', {}, ...marks(match[4])));
    else nodes.push(el('code', {}, match[5]));
    from = match.index + match[0].length;
  }
  nodes.push(text.slice(from));
  return nodes.filter(node => node !== '');
}

const clock = new Intl.DateTimeFormat('id-ID', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Jakarta' });
const date = new Intl.DateTimeFormat('id-ID', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'Asia/Jakarta' });

export const time = at => clock.format(new Date(at));

export function day(at) {
  const shown = date.format(new Date(at));
  return shown === date.format(new Date()) ? 'Hari ini' : shown;
}

export function phoneNumber(number) {
  const match = /^\+62(8\d{2})(\d{4})(\d+)$/.exec(number);
  return match ? `+62 ${match[1]}-${match[2]}-${match[3]}` : number;
}
