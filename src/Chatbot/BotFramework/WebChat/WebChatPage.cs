using System.Globalization;
using System.Text.Encodings.Web;

namespace Chatbot.BotFramework.WebChat;

/// <summary>The page <c>/webchat</c>. What is on it before Web Chat has come can be read at once, and without any script.</summary>
internal static class WebChatPage
{
    public const string BuildCommand = "dotnet build src/Chatbot -t:RestoreWebChat";

    /// <param name="nonce">Of the response.</param>
    /// <param name="files">Where the page's files are.</param>
    /// <param name="whatsApp">Where Jaka is on WhatsApp; null when he is not.</param>
    public static string Chat(string nonce, WebChatFiles files, Uri? whatsApp) => Page(
        nonce,
        files,
        $"""
        <header>
        <h1>Jaka<small><span class=wide>Asisten </span>BPJS Ketenagakerjaan</small></h1>
        {(whatsApp is null ? "" : "<button type=button id=ke-whatsapp><span class=wide>Lanjut di </span>WhatsApp</button>")}
        <button type=button id=mulai-baru aria-live=polite>Mulai baru</button>
        </header>
        <main>
        <p class=note>Jangan tulis OTP, PIN, atau kata sandi. Cara data Anda dijaga: tulis <b>PRIVASI</b>.</p>
        <section class=panel id=pindah aria-label="Lanjut di WhatsApp" hidden>
        <p>Percakapan ini bisa diteruskan di WhatsApp. Tekan tombol, lalu kirim pesan yang sudah tertulis: <b id=pindah-pesan></b>. Berlaku <span id=pindah-menit></span> menit, untuk satu kali.</p>
        <a class=button id=pindah-tautan target=_blank rel="noopener noreferrer">Buka WhatsApp</a>
        <button type=button id=pindah-tutup>Tetap di sini</button>
        </section>
        <div id=obrolan><div class=middle role=status>Menyiapkan obrolan…</div></div>
        <noscript><div class=middle>Obrolan ini memerlukan JavaScript. {Elsewhere(whatsApp)}</div></noscript>
        </main>
        <script nonce="{nonce}" src="{files.AddressOf(WebChatFiles.Control)}" defer></script>
        <script nonce="{nonce}" src="{files.AddressOf(WebChatFiles.Script)}" defer></script>
        """);

    /// <summary>The program was built where Node was missing.</summary>
    public static string NotBuilt(string nonce, WebChatFiles files, Uri? whatsApp) => Page(
        nonce,
        files,
        $"""
        <header><h1>Jaka<small><span class=wide>Asisten </span>BPJS Ketenagakerjaan</small></h1></header>
        <main><div class=middle>
        <p><b>Obrolan di halaman ini belum tersedia.</b></p>
        <p>{Elsewhere(whatsApp)}</p>
        <p>Untuk pengelola: Web Chat belum disertakan saat program dibangun. Pasang Node 18 atau lebih baru, jalankan <code>{BuildCommand}</code>, lalu mulai ulang. <code>./test</code> dan <code>dotnet publish</code> melakukannya sendiri.</p>
        </div></main>
        """);

    private static string Elsewhere(Uri? whatsApp) => whatsApp is null
        ? "Silakan hubungi 175."
        : $"Silakan chat <a href=\"{HtmlEncoder.Default.Encode(whatsApp.AbsoluteUri)}\">Jaka di WhatsApp</a>, atau hubungi 175.";

    private static string Page(string nonce, WebChatFiles files, string body) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        <!doctype html>
        <html lang=id>
        <head>
        <meta charset=utf-8>
        <meta name=viewport content="width=device-width,initial-scale=1,interactive-widget=resizes-content">
        <meta name=color-scheme content="light dark">
        <meta name=theme-color content="#00653a">
        <meta name=description content="Tanya Jaka tentang perlindungan pekerja mandiri: manfaat, iuran, cara daftar dan bayar.">
        <title>Tanya Jaka – BPJS Ketenagakerjaan</title>
        <link rel=icon href="data:,">
        <link rel=stylesheet nonce="{nonce}" href="{files.AddressOf(WebChatFiles.Style)}">
        </head>
        <body>
        {body}
        </body>
        </html>
        """);
}
