using System.Text.Encodings.Web;

namespace Chatbot.Membership;

/// <summary>The pages of the form: under 8 kB, no script, nothing from elsewhere, readable on a small old phone.</summary>
internal static class FormPage
{
    /// <summary>The form, empty or with what was typed and what is wrong with it.</summary>
    public static string Form(string styleNonce, string nik, string name, FormInput? checkedInput, string? trouble = null) => Page(
        styleNonce,
        "Data diri sesuai KTP",
        $"""
        <p>Isi dua data ini, lalu tekan <b>Kirim</b>. Setelah itu lanjut di WhatsApp.</p>
        {(trouble is null ? "" : $"<p class=e role=alert>{Encode(trouble)}</p>")}
        <form method=post autocomplete=off>
        {Field("nik", "NIK (16 angka)", "Lihat di KTP. Boleh pakai spasi.", nik, checkedInput?.NikError, "inputmode=numeric maxlength=40")}
        {Field("nama", "Nama sesuai KTP", "Satu kata pun boleh.", name, checkedInput?.NameError, "autocapitalize=characters maxlength=80")}
        <button>Kirim</button>
        </form>
        <p class=s>Data disimpan terenkripsi dan dipakai hanya untuk pendaftaran. Kami tidak pernah meminta OTP, PIN, atau kata sandi.</p>
        """);

    /// <summary>It was sent.</summary>
    /// <param name="styleNonce">Of the response.</param>
    /// <param name="chat">The way back to the chat; null when there is no link for it.</param>
    public static string Thanks(string styleNonce, Uri? chat) => Page(
        styleNonce,
        "Terima kasih",
        $"""
        <p>Data Anda sudah kami terima. Silakan kembali ke WhatsApp untuk lanjut.</p>
        {(chat is null ? "" : $"<p><a class=b href=\"{Encode(chat.AbsoluteUri)}\">Kembali ke WhatsApp</a></p>")}
        """);

    /// <summary>The link is used, too old, or none of ours.</summary>
    public static string Closed(string styleNonce) => Page(
        styleNonce,
        "Tautan sudah tidak berlaku",
        """
        <p>Tautan ini sudah dipakai atau waktunya habis.</p>
        <p>Kembali ke WhatsApp, lalu ketik <b>DAFTAR</b> untuk mendapat tautan baru.</p>
        """);

    private static string Field(string id, string label, string hint, string value, string? error, string attributes) =>
        $"""
        <label for={id}>{label}</label>
        <small id={id}-h>{hint}</small>
        <input id={id} name={id} value="{Encode(value)}" {attributes} required aria-describedby="{id}-h {id}-e"{(error is null ? "" : " aria-invalid=true")}>
        <p class=e id={id}-e{(error is null ? "" : " role=alert")}>{Encode(error ?? "")}</p>
        """;

    private static string Page(string styleNonce, string title, string body) =>
        $$"""
        <!doctype html>
        <html lang=id>
        <head>
        <meta charset=utf-8>
        <meta name=viewport content="width=device-width,initial-scale=1">
        <meta name=robots content=noindex>
        <title>{{title}} – Jaka</title>
        <style nonce="{{styleNonce}}">
        body{font:18px/1.5 sans-serif;margin:0 auto;max-width:30em;padding:16px;color:#111;background:#fff}
        h1{font-size:24px;margin:8px 0}
        label{display:block;font-weight:bold;font-size:20px;margin-top:20px}
        small,.s{font-size:16px;color:#444}
        input{display:block;box-sizing:border-box;width:100%;font-size:22px;padding:12px;border:2px solid #555;border-radius:6px;margin-top:4px}
        input[aria-invalid]{border-color:#b00020}
        .e{color:#b00020;font-weight:bold;margin:4px 0}
        button,.b{display:block;width:100%;box-sizing:border-box;text-align:center;text-decoration:none;font-size:22px;font-weight:bold;padding:14px;margin:24px 0;border:0;border-radius:6px;background:#00653a;color:#fff}
        </style>
        </head>
        <body>
        <p class=s>Jaka, asisten BPJS Ketenagakerjaan</p>
        <h1>{{title}}</h1>
        {{body}}
        </body>
        </html>
        """;

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
