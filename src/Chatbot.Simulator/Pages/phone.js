import { el, icon } from './dom.js';
import { bubble, isShown } from './bubble.js';
import { day, phoneNumber } from './text.js';
import { measure } from './sms.js';

const PLACES = {
  pelabuhan: { label: 'Pelabuhan Muara Angke', address: 'Penjaringan, Jakarta Utara', latitude: -6.1062, longitude: 106.7746 },
  pasar: { label: 'Pasar Johar', address: 'Semarang Tengah, Kota Semarang', latitude: -6.9716, longitude: 110.4243 },
};

/** One phone on the page: keeps its messages, draws them, sends what the person does. */
export class PhoneOnPage {
  constructor(phone, { send, remove }) {
    this.id = phone.id;
    this.name = phone.name;
    this.whatsApp = phone.channel === 'whatsapp';
    this.send = send;
    this.messages = new Map();
    this.drawn = new Map();
    this.node = this.build(phone, remove);
    this.take(phone.messages);
  }

  take(messages) {
    for (const message of messages) {
      // The answer of a call may come after the event that already told more.
      const known = this.messages.get(message.sid);
      if (!known || known.revision <= message.revision) this.messages.set(message.sid, message);
    }
    while (this.messages.size > 300) this.messages.delete(this.messages.keys().next().value);
    this.draw();
  }

  // Only what changed is touched, so that a playing voice note plays on and the focus stays where it is.
  draw() {
    const shown = [...this.messages.values()].filter(isShown).sort((a, b) => a.sequence - b.sequence);
    const answeredUpTo = Math.max(0, ...shown.filter(message => !message.fromPerson).map(message => message.sequence));
    const wanted = [];
    const seen = new Set();
    let lastDay = '';
    let lastSide = null;
    for (const message of shown) {
      const today = day(message.at);
      if (today !== lastDay) wanted.push(this.keep('day ' + today, today, () => el('div', { class: 'day' }, today), seen));
      const isFirst = today !== lastDay || message.fromPerson !== lastSide;
      const isAnswered = message.sequence < answeredUpTo;
      lastDay = today;
      lastSide = message.fromPerson;
      wanted.push(this.keep(message.sid, JSON.stringify([message, isFirst, isAnswered]), () => bubble(message, {
        whatsApp: this.whatsApp, isFirst, isAnswered,
        onChoice: (one, item) => this.choose(one, item, 'button'),
        onList: (one, opener) => this.openList(one, opener),
      }), seen));
    }
    if (shown.length === 0) {
      wanted.push(this.keep('greet', '', () => el('div', { class: 'greet' },
        this.whatsApp ? 'Belum ada pesan. Tulis sesuatu untuk membuka jendela 24 jam, misalnya “halo”.' : 'Belum ada SMS. Tulis sesuatu, misalnya “INFO”.'), seen));
    }
    for (const [key, one] of this.drawn) {
      if (!seen.has(key)) {
        one.node.remove();
        this.drawn.delete(key);
      }
    }
    wanted.forEach((node, at) => {
      if (this.thread.children[at] !== node) this.thread.insertBefore(node, this.thread.children[at] ?? null);
    });
    if (this.pinned || shown.at(-1)?.fromPerson) this.toEnd();
    const ours = shown.at(-1)?.ours;
    if (ours && !this.whatsApp) this.subtitle.textContent = phoneNumber(ours);
  }

  // Only the reader's own scrolling up lets go of the end; a picture that grows does not.
  noteScroll() {
    const top = this.thread.scrollTop;
    if (this.thread.scrollHeight - top - this.thread.clientHeight < 80) this.pinned = true;
    else if (top < this.lastTop) this.pinned = false;
    this.lastTop = top;
  }

  toEnd() {
    this.pinned = true;
    this.thread.scrollTop = this.thread.scrollHeight;
  }

  keep(key, content, make, seen) {
    seen.add(key);
    const old = this.drawn.get(key);
    if (old?.content === content) return old.node;
    const node = make();
    old?.node.replaceWith(node);
    this.drawn.set(key, { content, node });
    return node;
  }

  build(phone, remove) {
    const kind = this.whatsApp ? 'phone-whatsapp' : 'phone-sms';
    this.pinned = true;
    this.thread = el('div', {
      class: 'thread', onscroll: () => this.noteScroll(),
      role: 'log', 'aria-live': 'polite', 'aria-label': `Percakapan ${phone.name}`, tabindex: '0', 'data-testid': 'thread',
    });
    // A picture grows when it is there.
    this.thread.addEventListener('load', () => { if (this.pinned) this.toEnd(); }, true);
    this.subtitle = el('span', {}, this.whatsApp ? 'Akun bisnis · online' : 'Pesan teks');
    this.toast = el('div', { class: 'toast', role: 'alert' });
    this.screen = el('div', { class: 'screen' },
      el('div', { class: 'head' },
        el('div', { class: 'face', 'aria-hidden': 'true' }, 'J'),
        el('div', { class: 'who' }, el('b', {}, 'Jaka BPJSTK', this.whatsApp ? icon('verified') : ''), this.subtitle)),
      this.thread, this.composer(phone), this.toast);
    return el('article', { class: `phone ${kind}`, 'data-testid': kind, 'data-phone': phone.id, 'aria-label': `Telepon ${phone.name}, ${this.whatsApp ? 'WhatsApp' : 'SMS'}` },
      el('div', { class: 'plate' }, el('strong', {}, phone.name),
        el('span', { class: 'number' }, `${phoneNumber(phone.number)} · ${this.whatsApp ? 'WhatsApp' : 'SMS'}`),
        el('button', { type: 'button', title: 'Singkirkan telepon', 'aria-label': `Singkirkan telepon ${phone.name}`, 'data-testid': 'remove-phone', onclick: () => remove(this) }, '✕')),
      el('div', { class: 'device' }, this.screen));
  }

  composer(phone) {
    this.box = el('textarea', {
      rows: '1', maxlength: '1600', placeholder: this.whatsApp ? 'Ketik pesan' : 'Pesan teks', 'aria-label': `Pesan dari ${phone.name}`, 'data-testid': 'composer',
      oninput: () => this.resize(),
      onkeydown: event => {
        if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
          event.preventDefault();
          this.submit();
        }
      },
    });
    this.count = el('span', { class: 'count', 'aria-live': 'off', 'data-testid': 'counter' });
    const field = el('div', { class: 'field' });
    const form = el('form', { class: 'compose', onsubmit: event => { event.preventDefault(); this.submit(); } }, field,
      el('button', { class: 'icon send', type: 'submit', 'aria-label': 'Kirim', title: 'Kirim', 'data-testid': 'send' }, icon('send')));
    if (this.whatsApp) {
      const menu = this.menu();
      this.opener = el('button', {
        class: 'icon', type: 'button', 'aria-label': 'Lampirkan', title: 'Lampirkan', 'aria-haspopup': 'true', 'aria-expanded': 'false', 'data-testid': 'attach',
        onclick: () => this.openMenu(menu.hidden),
      }, icon('attach'));
      field.append(this.opener, this.box);
      form.prepend(menu);
    } else {
      field.append(this.box, this.count);
      this.resize();
    }
    return form;
  }

  menu() {
    const file = el('input', { type: 'file', accept: 'image/*,audio/*', hidden: true, 'aria-label': 'Pilih berkas', onchange: () => this.sendFile(file) });
    const entry = (kind, name, label, act) => el('button', {
      type: 'button', class: kind, onclick: () => { this.openMenu(false); act(); },
    }, el('i', {}, icon(name)), label);
    this.attachMenu = el('div', {
      class: 'menu', hidden: true, role: 'group', 'aria-label': 'Lampiran', 'data-testid': 'attach-menu',
      onkeydown: event => { if (event.key === 'Escape') this.openMenu(false); },
    },
    entry('m-image', 'image', 'Gambar', () => file.click()),
    entry('m-sample', 'card', 'Foto contoh', () => this.act({ kind: 'image' })),
    entry('m-voice', 'voice', 'Suara', () => this.act({ kind: 'voice' })),
    entry('m-place', 'place', 'Pelabuhan', () => this.act({ kind: 'location', ...PLACES.pelabuhan })),
    entry('m-place2', 'place', 'Pasar', () => this.act({ kind: 'location', ...PLACES.pasar })),
    entry('m-sticker', 'sticker', 'Stiker', () => this.act({ kind: 'sticker' })),
    file);
    return this.attachMenu;
  }

  openMenu(open) {
    this.attachMenu.hidden = !open;
    this.opener.setAttribute('aria-expanded', String(open));
    if (open) this.attachMenu.querySelector('button').focus();
    else this.opener.focus();
  }

  openList(message, opener) {
    const behind = [...this.screen.children];
    const close = () => {
      cover.remove();
      behind.forEach(node => { node.inert = false; });
      opener.focus();
    };
    const cover = el('div', {
      class: 'cover', onclick: event => { if (event.target === cover) close(); },
      onkeydown: event => { if (event.key === 'Escape') close(); },
    }, el('div', { class: 'list', role: 'dialog', 'aria-modal': 'true', 'aria-label': message.choices.button },
      el('header', {}, el('button', { class: 'icon', type: 'button', 'aria-label': 'Tutup', onclick: close }, icon('close')), el('h3', {}, message.choices.button)),
      ...message.choices.items.map(item => el('button', {
        class: 'item', type: 'button', 'data-testid': 'choice', 'data-id': item.id, onclick: () => { close(); this.choose(message, item, 'list'); },
      }, el('span', {}, item.title), item.description ? el('small', {}, item.description) : ''))));
    behind.forEach(node => { node.inert = true; });
    this.screen.append(cover);
    cover.querySelector('.item')?.focus();
  }

  choose(message, item, kind) {
    this.act({ kind, choiceId: item.id, replyTo: message.sid });
  }

  submit() {
    const text = this.box.value.trim();
    if (text === '') return;
    this.box.value = '';
    this.resize();
    this.box.focus();
    this.act({ kind: 'text', text }, () => { if (this.box.value === '') this.box.value = text; });
  }

  sendFile(input) {
    const [file] = input.files;
    input.value = '';
    if (!file) return;
    const reader = new FileReader();
    reader.onload = () => this.act({
      kind: file.type.startsWith('audio/') ? 'voice' : 'image', contentType: file.type, data: reader.result.slice(reader.result.indexOf(',') + 1),
    });
    reader.readAsDataURL(file);
  }

  async act(typed, undo) {
    try {
      this.take([await this.send(this.id, typed)]);
    } catch (failed) {
      undo?.();
      this.toast.textContent = failed.message;
      setTimeout(() => { this.toast.textContent = ''; }, 6000);
    }
  }

  resize() {
    this.box.style.height = 'auto';
    this.box.style.height = this.box.scrollHeight > 0 ? `${this.box.scrollHeight}px` : '';
    if (this.whatsApp) return;
    const size = measure(this.box.value);
    this.count.textContent = `${size.units}/${size.room} · ${size.segments} SMS`;
    this.count.classList.toggle('dear', size.segments > 1 || size.encoding === 'UCS-2');
    this.count.title = size.encoding;
  }
}
