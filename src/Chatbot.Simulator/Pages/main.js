import { el } from './dom.js';
import { PhoneOnPage } from './phone.js';

const table = document.getElementById('table');
const tabs = document.getElementById('tabs');
const link = document.getElementById('link');
const onTable = new Map();
let current = '';

async function call(method, path, body) {
  const response = await fetch('/simulator/api/' + path, {
    method, headers: body ? { 'Content-Type': 'application/json' } : {}, body: body ? JSON.stringify(body) : undefined,
  }).catch(() => { throw new Error('Simulator tidak menjawab.'); });
  const answer = response.status === 204 ? null : await response.json().catch(() => null);
  if (!response.ok) throw new Error(answer?.reason ?? `Gagal (${response.status}).`);
  return answer;
}

async function readAll() {
  const { phones } = await call('GET', 'phones');
  const there = new Set(phones.map(phone => phone.id));
  for (const [id, phone] of onTable) {
    if (!there.has(id)) {
      phone.node.remove();
      onTable.delete(id);
    }
  }
  for (const phone of phones) {
    const known = onTable.get(phone.id);
    if (known && known.name === phone.name) known.take(phone.messages);
    else place(phone);
  }
  if (!onTable.has(current)) current = phones[0]?.id ?? '';
  table.querySelector('.empty')?.remove();
  if (onTable.size === 0) table.append(el('p', { class: 'empty' }, 'Belum ada telepon di meja.'));
  showTabs();
  table.dataset.ready = 'true';
}

function place(phone) {
  onTable.get(phone.id)?.node.remove();
  const one = new PhoneOnPage(phone, {
    send: (id, typed) => call('POST', `phones/${encodeURIComponent(id)}/messages`, typed),
    remove: gone => call('DELETE', `phones/${encodeURIComponent(gone.id)}`).then(readAll),
  });
  onTable.set(phone.id, one);
  table.append(one.node);
  one.toEnd();
}

function showTabs() {
  tabs.replaceChildren(...[...onTable.values()].map(phone => el('button', {
    type: 'button', 'aria-current': String(phone.id === current), onclick: () => { current = phone.id; showTabs(); phone.toEnd(); },
  }, `${phone.name} · ${phone.whatsApp ? 'WA' : 'SMS'}`)));
  for (const phone of onTable.values()) phone.node.classList.toggle('current', phone.id === current);
}

// The browser connects again by itself; whatever was missed is read anew each time the line is up.
function listen() {
  const events = new EventSource('/simulator/api/events');
  const say = (state, text) => {
    link.className = 'link ' + state;
    link.textContent = text;
  };
  events.addEventListener('hello', () => {
    say('live', 'Tersambung');
    readAll().catch(failed => say('lost', failed.message));
  });
  events.addEventListener('message', event => {
    const message = JSON.parse(event.data);
    onTable.get(message.phone)?.take([message]);
  });
  events.addEventListener('phones', () => readAll().catch(failed => say('lost', failed.message)));
  events.addEventListener('error', () => {
    say('lost', 'Terputus, menyambung lagi…');
    // Closed for good (the server answered with an error): try again ourselves.
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  });
}

const dialog = document.getElementById('new-phone');
const problem = document.getElementById('new-phone-problem');
document.getElementById('add').addEventListener('click', () => {
  problem.textContent = '';
  dialog.showModal();
});
dialog.querySelector('form').addEventListener('submit', async event => {
  if (event.submitter?.value !== 'add') return;
  event.preventDefault();
  const form = event.target;
  try {
    const phone = await call('POST', 'phones', { channel: form.elements.channel.value, name: form.elements.name.value, number: form.elements.number.value });
    current = phone.id;
    form.reset();
    dialog.close();
    await readAll();
    onTable.get(phone.id)?.node.scrollIntoView({ behavior: 'smooth', inline: 'center', block: 'nearest' });
    onTable.get(phone.id)?.box.focus();
  } catch (failed) {
    problem.textContent = failed.message;
  }
});
readAll().catch(() => {});
listen();
