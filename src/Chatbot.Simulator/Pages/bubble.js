import { el, icon } from './dom.js';
import { rich, time } from './text.js';

const REASONS = {
  63016: 'di luar jendela 24 jam', 63024: 'nomor tanpa WhatsApp', 63028: 'jumlah isian templat salah',
  30003: 'telepon mati', 30005: 'nomor tidak dikenal', 30007: 'tersaring operator', 63049: 'ditahan Meta',
};

const FINAL_WRONG = ['failed', 'undelivered'];

// What we sent is on the phone once delivered; what failed is shown faded, since who looks here wants to know.
export function isShown(message) {
  return message.fromPerson || ['delivered', 'read', ...FINAL_WRONG].includes(message.status);
}

export function bubble(message, { whatsApp, isFirst, isAnswered, onChoice, onList }) {
  const failed = FINAL_WRONG.includes(message.status);
  const isSticker = message.fromPerson && message.media.some(one => one.contentType === 'image/webp') && !message.text;
  const body = el('div', { class: 'bubble', 'data-testid': message.fromPerson ? 'bubble-out' : 'bubble-in', 'data-sid': message.sid },
    el('span', { class: 'sr' }, message.fromPerson ? 'Anda: ' : 'Jaka: '),
    ...message.media.map(one => medium(one, isSticker)),
    message.place ? place(message.place) : '',
    message.text ? el('div', { class: 'text' }, ...rich(message.text, whatsApp)) : '',
    whatsApp ? foot(message, failed, isAnswered, true) : '');
  return el('div', {
    class: ['turn', message.fromPerson && 'out', isFirst && 'first', failed && 'failed', isSticker && 'is-sticker'].filter(Boolean).join(' '),
  }, body,
  message.choices ? choices(message, onChoice, onList) : '',
  whatsApp ? '' : foot(message, failed, isAnswered, false));
}

function foot(message, failed, isAnswered, whatsApp) {
  const parts = [];
  if (failed) parts.push(el('span', { class: 'error' }, `Tidak sampai: ${message.errorCode} ${REASONS[message.errorCode] ?? ''}`.trim()));
  else if (message.fromPerson && message.webhook && message.webhook !== 'ok') {
    parts.push(el('span', { class: 'error' }, `Layanan tidak menerima (${message.webhook})`));
  }
  if (!whatsApp && message.sms) {
    parts.push(el('span', { 'data-testid': 'segments' },
      `${message.sms.segments} SMS · ${message.sms.units} huruf${message.sms.encoding === 'UCS-2' ? ' · UCS-2' : ''} ·`));
  }
  parts.push(el('time', { datetime: message.at }, time(message.at)));
  if (whatsApp && message.fromPerson) parts.push(ticks(message, isAnswered));
  return el('div', { class: 'foot' }, ...parts);
}

function ticks(message, isAnswered) {
  const [name, kind, label] = message.webhook !== 'ok' ? ['tick', '', 'Terkirim']
    : isAnswered ? ['ticks', 'tick-read', 'Dibaca'] : ['ticks', '', 'Sampai'];
  return el('span', { role: 'img', 'aria-label': label, title: label, class: kind }, icon(name));
}

function medium(one, isSticker) {
  if (one.contentType.startsWith('image/')) {
    return el('img', { class: isSticker ? 'sticker' : 'picture', src: safe(one.url), alt: isSticker ? 'Stiker' : 'Gambar' });
  }
  if (one.contentType.startsWith('audio/')) return el('audio', { controls: true, preload: 'none', src: safe(one.url), 'aria-label': 'Pesan suara' });
  return el('a', { class: 'file', href: safe(one.url), target: '_blank', rel: 'noopener noreferrer' }, 'Berkas ' + one.contentType);
}

// Only addresses of the web; a javascript: link never gets into the page.
function safe(url) {
  return /^(https?:\/\/|\/simulator\/)/.test(url) ? url : '#';
}

function place(where) {
  const label = where.label || 'Lokasi';
  return el('div', { class: 'place' }, el('i', {}, icon('place')), el('b', {}, label),
    el('small', {}, where.address || `${where.latitude.toFixed(5)}, ${where.longitude.toFixed(5)}`));
}

function choices(message, onChoice, onList) {
  const set = message.choices;
  if (set.kind === 'list') {
    return el('div', { class: 'choices' },
      el('button', { type: 'button', 'data-testid': 'list-open', 'aria-haspopup': 'dialog', onclick: event => onList(message, event.currentTarget) },
        icon('list'), set.button || 'Pilihan'));
  }
  if (set.kind === 'links') {
    return el('div', { class: 'choices' }, ...set.items.map(item =>
      el('a', { href: /^(https?:|tel:)/.test(item.url) ? item.url : '#', target: '_blank', rel: 'noopener noreferrer', 'data-testid': 'choice' }, icon('open'), item.title)));
  }
  return el('div', { class: 'choices', role: 'group', 'aria-label': 'Tombol jawaban' }, ...set.items.map(item =>
    el('button', { type: 'button', 'data-testid': 'choice', 'data-id': item.id, onclick: () => onChoice(message, item) }, icon('reply'), item.title)));
}
