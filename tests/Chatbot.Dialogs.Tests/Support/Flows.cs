namespace Chatbot.Dialogs.Tests.Support;

/// <summary>Small dialogs for tests of the engine.</summary>
internal static class Flows
{
    /// <summary>Asks NIK, name, phone and job, reviews, stores.</summary>
    public const string Form =
        """
        flow: daftar
        title: pendaftaran
        kind: form
        keywords: [DAFTAR]
        intents: [register]
        slots:
          nik: {kind: nik, title: NIK}
          name: {kind: name, title: nama}
          phone: {kind: phone, title: nomor HP}
          income: {kind: income, title: penghasilan}
          benar: {kind: confirm, title: jawaban}
        steps:
          - {id: nik, ask: nik, reply: t_nik, retry: j_nik, invalid: {length: p_nik}}
          - {id: nama, ask: name, reply: t_nama, retry: j_nama}
          - {id: hp, ask: phone, reply: t_hp, retry: j_hp}
          - {id: gaji, ask: income, reply: t_gaji, retry: j_gaji}
          - id: tinjau
            choose: benar
            reply: tinjau
            retry: tinjau
            options:
              - {value: ya, title: "Ya, benar", means: "yes"}
              - {value: salah, title: Ada yang salah, means: "no", goto: nama, clear: [name, benar]}
          - {id: simpan, do: register_worker, on: {registered: selesai, already: ada}}
          - {id: selesai, say: selesai}
          - {id: tutup, end: true}
          - {id: ada, say: ada}
          - {id: tutup_ada, end: true}
        replies:
          t_nik: {whatsapp: "NIK-nya?", sms: "NIK-nya?"}
          j_nik: {whatsapp: "Enam belas angka di KTP.", sms: "Enam belas angka di KTP."}
          p_nik: {whatsapp: "Harus 16 angka.", sms: "Harus 16 angka."}
          t_nama: {whatsapp: "Namanya?", sms: "Namanya?"}
          j_nama: {whatsapp: "Nama seperti di KTP.", sms: "Nama seperti di KTP."}
          t_hp: {whatsapp: "HP-nya?", sms: "HP-nya?"}
          j_hp: {whatsapp: "Diawali 08.", sms: "Diawali 08."}
          t_gaji: {whatsapp: "Penghasilan sebulan?", sms: "Penghasilan sebulan?"}
          j_gaji: {whatsapp: "Misalnya 1 juta.", sms: "Misalnya 1 juta."}
          tinjau: {whatsapp: "{name}, {nik}, {phone}, {income}. Benar?", sms: "{name:pendek}, {nik}, {phone}, {income}. Benar?"}
          selesai: {whatsapp: "Nomor {number}.", sms: "Nomor {number}."}
          ada: {whatsapp: "Sudah ada {number}.", sms: "Sudah ada {number}."}
        """;

    public const string Menu =
        """
        flow: menu
        title: menu
        kind: answer
        intents: [menu_help]
        slots: {pilihan: {kind: choice, title: pilihan}}
        steps:
          - id: pilih
            choose: pilihan
            reply: menu
            options: [{value: d, title: Daftar, run: daftar}, {value: b, title: Biaya, also: [iuran], run: biaya}]
        replies:
          menu: {whatsapp: "Mau apa?", sms: "Mau apa?"}
        """;

    public const string Cost =
        """
        flow: biaya
        title: biaya
        kind: answer
        keywords: [BIAYA]
        intents: [cost]
        steps:
          - {id: jawab, say: biaya}
          - {id: tutup, end: true}
        replies:
          biaya: {whatsapp: "Murah.", sms: "Murah.", offers: [{value: DAFTAR, title: Ikut}, {value: MENU, title: Menu}]}
        """;

    /// <summary>A second form, which people begin in the middle of the first.</summary>
    public const string Check =
        """
        flow: cek
        title: cek status
        kind: form
        keywords: [CEK]
        slots: {angka: {kind: nik_last4, title: angka}}
        steps:
          - {id: angka, ask: angka, reply: t_angka, retry: t_angka}
          - {id: jawab, say: aktif}
          - {id: tutup, end: true}
        replies:
          t_angka: {whatsapp: "Empat angka?", sms: "Empat angka?"}
          aktif: {whatsapp: "Aktif.", sms: "Aktif."}
        """;

    public const string Stop =
        """
        flow: berhenti
        title: berhenti
        kind: answer
        intents: [stop]
        steps:
          - {id: catat, do: opt_out, on: {done: kata}}
          - {id: kata, say: kata}
          - {id: tutup, end: true}
        replies:
          kata: {whatsapp: "Kami berhenti.", sms: "Kami berhenti."}
        """;

    public const string Person =
        """
        flow: petugas
        title: petugas
        kind: answer
        intents: [talk_to_human]
        steps:
          - {id: tiket, do: open_ticket, on: {done: kata}}
          - {id: kata, say: kata}
          - {id: tutup, end: true}
        replies:
          kata: {whatsapp: "Tiket {ticket}.", sms: "Tiket {ticket}."}
        """;

    public static string[] All { get; } = [Form, Menu, Cost, Check, Stop, Person];
}
