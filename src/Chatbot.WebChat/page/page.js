// The page /webchat: Microsoft's Web Chat, spoken to in Indonesian. The server makes visitor and token; what is kept here is a
// ticket back into the same conversation, for as long as the tab is open.
(() => {
  'use strict';

  const kept = 'jaka.webchat.ticket';
  const place = document.getElementById('obrolan');
  const panel = document.getElementById('pindah');
  const toWhatsApp = document.getElementById('ke-whatsapp');
  const anew = document.getElementById('mulai-baru');
  const nonce = document.currentScript.nonce;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  // Without storage (a strict browser in a frame) the conversation lasts until the page is left.
  let memory = null;
  let session = null;
  let shown = null;
  let tries = 0;

  // Some networks let no stream through: after two that never opened, the page asks every second or so instead.
  let closedDoors = 0;
  window.WebSocket = class extends WebSocket {
    constructor(...all) {
      super(...all);
      this.addEventListener('open', () => { closedDoors = 0; });
      this.addEventListener('error', () => { if (++closedDoors === 2) start(); });
    }
  };

  const ticket = {
    read() { try { return sessionStorage.getItem(kept) ?? memory; } catch { return memory; } },
    write(value) {
      memory = value;
      try { if (value === null) sessionStorage.removeItem(kept); else sessionStorage.setItem(kept, value); } catch { /* In memory, then. */ }
    },
  };

  const words = {
    ACTIVITY_BOT_SAID_ALT: 'Jaka menulis:',
    ACTIVITY_YOU_SAID_ALT: 'Anda menulis:',
    CONNECTIVITY_STATUS_ALT_FATAL: 'Sambungan terputus.',
    CONNECTIVITY_STATUS_ALT_RECONNECTING: 'Sinyal terputus. Menyambung lagi…',
    CONNECTIVITY_STATUS_ALT_SLOW_CONNECTION: 'Sinyal sedang lambat. Mohon tunggu.',
    KEYBOARD_HELP_CHAT_HISTORY_LEAVE_MESSAGE_HEADER: 'Keluar dari pesan',
    SUGGESTED_ACTIONS_LABEL_ALT: 'Pilihan jawaban',
    TEXT_INPUT_ALT: 'Tulis pesan',
    TEXT_INPUT_PLACEHOLDER: 'Tulis pesan',
    TRANSCRIPT_TERMINATOR_TEXT: 'Akhir percakapan',
    TYPING_INDICATOR_SINGLE_TEXT: 'Jaka sedang menulis.',
  };

  function look() {
    const isDark = dark.matches;
    const ink = isDark ? '#f1f1f1' : '#1a1a1a';
    const paper = isDark ? '#1f2622' : '#ffffff';
    const line = isDark ? '#46524b' : '#c9d3cd';
    const quiet = isDark ? '#c3c9c5' : '#4d4d4d';
    const link = isDark ? '#7fd6a5' : '#00653a';
    const own = isDark ? '#0b4a2e' : '#d9f2e3';
    const over = isDark ? '#2c3630' : '#e6f4ec';
    return {
      accent: link,
      backgroundColor: paper,
      subtle: quiet,
      primaryFont: 'system-ui, sans-serif',
      fontSizeSmall: '80%',
      paddingRegular: 10,
      bubbleBackground: isDark ? '#2a322d' : '#f2f4f3',
      bubbleBorderColor: line,
      bubbleBorderRadius: 10,
      bubbleTextColor: ink,
      bubbleFromUserBackground: own,
      bubbleFromUserBorderColor: line,
      bubbleFromUserBorderRadius: 10,
      bubbleFromUserTextColor: ink,
      bubbleMinWidth: 0,
      bubbleMaxWidth: 560,
      avatarSize: 0,
      hideUploadButton: true,
      emojiSet: false,
      markdownExternalLinkIconImage: 'none',
      maxMessageLength: 1000,
      notificationText: quiet,
      sendBoxBackground: paper,
      sendBoxTextColor: ink,
      sendBoxPlaceholderColor: quiet,
      sendBoxBorderTop: `solid 1px ${line}`,
      sendBoxButtonColor: link,
      sendBoxButtonColorOnDisabled: quiet,
      sendBoxButtonShadeColorOnActive: over,
      sendBoxButtonShadeColorOnDisabled: 'transparent',
      sendBoxButtonShadeColorOnFocus: over,
      sendBoxButtonShadeColorOnHover: over,
      sendBoxButtonKeyboardFocusIndicatorBorderColor: ink,
      sendBoxHeight: 52,
      suggestedActionLayout: 'flow',
      suggestedActionsFlowMaxHeight: 220,
      suggestedActionBackgroundColor: paper,
      suggestedActionBackgroundColorOnActive: over,
      suggestedActionBackgroundColorOnFocus: over,
      suggestedActionBackgroundColorOnHover: over,
      suggestedActionBackgroundColorOnDisabled: paper,
      suggestedActionBorderColor: link,
      suggestedActionBorderRadius: 22,
      suggestedActionBorderWidth: 1,
      suggestedActionBorderColorOnDisabled: line,
      suggestedActionHeight: 44,
      suggestedActionTextColor: link,
      suggestedActionTextColorOnDisabled: quiet,
      suggestedActionKeyboardFocusIndicatorBorderColor: ink,
      suggestedActionsVisualKeyboardIndicatorColor: ink,
      timestampColor: quiet,
      toastErrorBackgroundColor: isDark ? '#4a1618' : '#fde7e9',
      toastErrorColor: isDark ? '#ffd7da' : '#8f0000',
      toastWarnBackgroundColor: isDark ? '#453a12' : '#fff4ce',
      toastWarnColor: isDark ? '#ffefc0' : '#3b3a39',
      transcriptActivityVisualKeyboardIndicatorColor: quiet,
      transcriptTerminatorBackgroundColor: quiet,
      transcriptTerminatorColor: paper,
      transcriptVisualKeyboardIndicatorColor: ink,
    };
  }

  const escaped = text => text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`);

  // The little Markdown that Jaka writes: **bold**, ~~struck~~, _italic_, addresses, and a backslash before what is none of these.
  // Everything is escaped first, so nothing that anybody wrote becomes part of the page.
  function html(markdown) {
    const plain = [];
    const set = text => `\u0000${plain.push(text) - 1}\u0000`;
    const safe = escaped(markdown.replace(/\u0000/g, ''))
      .replace(/\\(&#\d+;|[\\`*_{}[\]()#+.!~|>-])/g, (_, sign) => set(sign))
      .replace(/https:\/\/(?:(?!&#(?:34|39|60|62);)[^\s\u0000])+(?<![.,;:!?)])/g,
        address => set(`<a href="${address}" target="_blank" rel="noopener noreferrer">${address}</a>`))
      .replace(/\*\*(?=\S)([^*]+?)\*\*/g, '<strong>$1</strong>')
      .replace(/~~(?=\S)([^~]+?)~~/g, '<s>$1</s>')
      .replace(/(^|[\s(])_(?=\S)([^_\n]+?)_(?![\w])/g, '$1<em>$2</em>');
    return safe.split(/\n{2,}/).map(part => `<p>${part.trim().replace(/ *\n/g, '<br>')}</p>`).join('')
      .replace(/\u0000(\d+)\u0000/g, (_, index) => plain[index])
      .replace(/\u0000(\d+)\u0000/g, (_, index) => plain[index]);
  }

  function say(text, again) {
    const box = document.createElement('div');
    box.className = 'middle';
    const line = document.createElement('p');
    line.setAttribute('role', 'status');
    line.textContent = text;
    box.append(line);
    if (again) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = 'Coba lagi';
      button.addEventListener('click', start);
      box.append(button);
    }
    drop();
    place.replaceChildren(box);
  }

  function drop() {
    if (!shown) return;
    shown.line.end();
    shown = null;
  }

  async function ask(path, bearer) {
    const answer = await fetch(path, {
      method: 'POST',
      headers: bearer ? { Authorization: `Bearer ${bearer}` } : {},
      cache: 'no-store',
      credentials: 'omit',
    });
    if (!answer.ok) throw Object.assign(new Error(`HTTP ${answer.status}`), { status: answer.status });
    return answer.json();
  }

  async function start() {
    panel.hidden = true;
    try {
      session = await ask('/webchat/session', ticket.read());
    } catch (problem) {
      say(problem.status === 429 ? 'Sedang ramai. Tunggu sebentar, lalu coba lagi.' : 'Belum tersambung. Periksa sinyal internet, lalu coba lagi.', true);
      return;
    }
    ticket.write(session.ticket);
    const line = WebChat.createDirectLine({
      domain: `${location.origin}/directline/v3`,
      token: session.token,
      conversationId: session.isNew ? undefined : session.conversationId,
      webSocket: closedDoors < 2,
      pollingInterval: 1500,
    });
    line.connectionStatus$.subscribe(status => {
      if (status === 2) tries = 0;
      // 3: the token ended while the phone slept. 4: the service did not let us in.
      if (status !== 3 && status !== 4) return;
      tries++;
      setTimeout(() => { if (shown?.line === line) start(); }, Math.min(1000 * 2 ** tries, 30000));
    });
    drop();
    const box = document.createElement('div');
    box.style.height = '100%';
    place.replaceChildren(box);
    shown = { line, box };
    render();
    document.body.dataset.ready = 'yes';
  }

  function render() {
    if (!shown) return;
    WebChat.renderWebChat({
      directLine: shown.line,
      store: shown.store ??= WebChat.createStore({}),
      userID: session.userId,
      locale: 'id-ID',
      overrideLocalizedStrings: words,
      renderMarkdown: html,
      sendTypingIndicator: false,
      styleOptions: look(),
      nonce,
    }, shown.box);
  }

  toWhatsApp?.addEventListener('click', async () => {
    if (!session) return;
    toWhatsApp.disabled = true;
    try {
      const away = await ask('/webchat/handover', session.token);
      document.getElementById('pindah-tautan').href = away.url;
      document.getElementById('pindah-pesan').textContent = away.text;
      document.getElementById('pindah-menit').textContent = away.minutes;
      panel.hidden = false;
      document.getElementById('pindah-tautan').focus();
    } catch {
      toWhatsApp.textContent = 'Coba lagi sebentar lagi';
    } finally {
      toWhatsApp.disabled = false;
    }
  });
  document.getElementById('pindah-tutup')?.addEventListener('click', () => { panel.hidden = true; toWhatsApp.focus(); });
  // A thumb that slips must not cost a half-filled registration: the first tap asks, the second does.
  let unsure = null;
  anew.addEventListener('click', () => {
    const asked = unsure !== null;
    clearTimeout(unsure);
    unsure = null;
    anew.textContent = asked ? 'Mulai baru' : 'Yakin hapus?';
    if (asked) { ticket.write(null); start(); } else unsure = setTimeout(() => { unsure = null; anew.textContent = 'Mulai baru'; }, 6000);
  });
  dark.addEventListener('change', render);

  if (window.WebChat) start(); else say('Halaman ini tidak terbuka dengan lengkap. Periksa sinyal internet, lalu muat ulang.', false);
})();
