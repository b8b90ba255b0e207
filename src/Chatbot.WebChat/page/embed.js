// For other sites: a button in the corner that opens Jaka in a frame.
//   <script src="https://jaka.example.go.id/webchat/embed.js" async></script>
// The site must stand in WebChat:Origins, or the frame stays empty.
(() => {
  'use strict';

  const source = document.currentScript;
  const page = new URL('/webchat', source.src).href;
  const title = source.dataset.title || 'Tanya Jaka';
  let frame = null;

  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  const style = new CSSStyleSheet();
  style.replaceSync(`
    button { position: fixed; right: 16px; bottom: 16px; z-index: 2147483000; min-height: 48px; padding: 12px 18px; border: 0; border-radius: 24px;
      background: #00653a; color: #fff; font: bold 16px/1.2 system-ui, sans-serif; box-shadow: 0 2px 8px rgb(0 0 0 / 35%); cursor: pointer; }
    button:focus-visible { outline: 3px solid #ffb300; outline-offset: 2px; }
    div { position: fixed; right: 16px; bottom: 80px; z-index: 2147483000; width: min(400px, calc(100vw - 32px)); height: min(640px, calc(100vh - 96px));
      border: 1px solid #46524b; border-radius: 12px; overflow: hidden; background: #fff; box-shadow: 0 4px 20px rgb(0 0 0 / 35%); }
    div[hidden] { display: none; }
    iframe { width: 100%; height: 100%; border: 0; }
    @media (max-width: 480px) { div { right: 0; bottom: 0; width: 100vw; height: calc(100dvh - 72px); border-radius: 12px 12px 0 0; }
      button[aria-expanded=true] { bottom: calc(100dvh - 60px); } }`);
  root.adoptedStyleSheets = [style];

  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = title;
  button.setAttribute('aria-expanded', 'false');
  const box = document.createElement('div');
  box.hidden = true;

  function toggle(open) {
    // Nothing is loaded before somebody wants it.
    if (open && !frame) {
      frame = document.createElement('iframe');
      frame.title = 'Obrolan dengan Jaka, asisten BPJS Ketenagakerjaan';
      frame.src = page;
      frame.referrerPolicy = 'no-referrer';
      box.append(frame);
    }
    box.hidden = !open;
    button.textContent = open ? 'Tutup' : title;
    button.setAttribute('aria-expanded', String(open));
    if (open) frame.focus(); else button.focus();
  }

  button.addEventListener('click', () => toggle(box.hidden));
  root.addEventListener('keydown', event => { if (event.key === 'Escape' && !box.hidden) toggle(false); });
  root.append(button, box);
  document.body.append(host);
})();
