const form = document.getElementById('faults');
const said = document.getElementById('said');

async function call(method, body) {
  const response = await fetch('/simulator/api/faults', {
    method, headers: body ? { 'Content-Type': 'application/json' } : {}, body: body ? JSON.stringify(body) : undefined,
  });
  if (!response.ok) throw new Error(`Gagal (${response.status})`);
  return response.json();
}

function show(faults) {
  for (const [name, value] of Object.entries(faults)) {
    const field = form.elements[name];
    if (field && field !== document.activeElement) field.value = value;
  }
}

async function act(method, body, done) {
  try {
    show(await call(method, body));
    said.className = 'link live';
    said.textContent = done;
  } catch (failed) {
    said.className = 'link lost';
    said.textContent = failed.message;
  }
}

form.addEventListener('submit', event => {
  event.preventDefault();
  const body = {};
  for (const field of form.querySelectorAll('input, select')) {
    body[field.name] = field.type === 'number' ? Number(field.value) : field.value;
  }
  document.activeElement?.blur();
  act('POST', body, 'Terpasang');
});
document.getElementById('clear').addEventListener('click', () => act('DELETE', null, 'Tenang'));
act('GET', null, 'Tersambung');
// The numbers count down while messages go through.
setInterval(() => { if (!form.contains(document.activeElement)) call('GET').then(show).catch(() => {}); }, 3000);
