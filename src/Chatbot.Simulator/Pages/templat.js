const section = document.getElementById('templates');
const rows = section.querySelector('tbody');
const verdicts = [['', 'biarkan waktu'], ['approved', 'setujui'], ['rejected', 'tolak'], ['paused', 'hentikan sementara'], ['disabled', 'nonaktifkan']];

async function judge(sid, status) {
  const reason = status === 'rejected' ? 'Ditolak di halaman kendali' : '';
  await fetch(`/simulator/api/templates/${sid}`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ status, reason }),
  });
  await load();
}

function row(template) {
  const line = document.createElement('tr');
  for (const text of [template.name, template.category, template.status]) {
    const cell = document.createElement('td');
    cell.textContent = text;
    line.append(cell);
  }
  const choice = document.createElement('select');
  choice.setAttribute('aria-label', `Keputusan untuk ${template.name}`);
  choice.append(new Option('putuskan …', '-', true, true), ...verdicts.map(([value, title]) => new Option(title, value)));
  choice.addEventListener('change', () => judge(template.sid, choice.value));
  const cell = document.createElement('td');
  cell.append(choice);
  line.append(cell);
  return line;
}

async function load() {
  const { templates } = await (await fetch('/simulator/api/templates')).json();
  section.hidden = templates.length === 0;
  rows.replaceChildren(...templates.map(row));
}

load();
// Approval takes a while; a choice that is being made is left alone.
setInterval(() => { if (!rows.contains(document.activeElement)) load().catch(() => {}); }, 3000);
