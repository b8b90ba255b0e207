namespace Chatbot.Language;

/// <summary>How people name the things a form asks for.</summary>
internal static class SlotNames
{
    private static readonly (string Slot, string Words)[] Names =
    [
        ("nik", "nik niknya nikku ktp ktpnya nomorktp niknyaa nike"),
        ("dob", "lahir lhr taune tahune taunna taunnya tahunnya thnnya lahirnya tgllahir ttl lahirku kelahiran lahire"),
        ("heir", "waris warisnya"),
        ("name", "nama namanya namaku nm jeneng jenengku jenenge asma nami naminya namane namine namina namana nmny wasta ngaran nma nmnya ngarana"),
        ("phone", "hp hpnya hpku wa wanya telepon telp tlp telpon handphone nohp ponsel whatsapp telponnya hape hapenya " +
            "nomernya hpne"),
        ("job", "pekerjaan pekerjaannya kerjaan kerja profesi pekerjaanku gawean padamelan kerjaannya kerjaanku gaweyan " +
            "pagawean pakasaban kasab pakaryan kerjanya padamelanana krj kerjaane"),
        ("income", "penghasilan penghasilannya gaji gajinya pendapatan upah gajiku bayaran gajih income upahnya penghasilane " +
            "pendapatannya pamasukan"),
        ("address", "alamat alamatnya alamatku domisili almat almt alamate rumah omah imah omahe roma pindah"),
        ("email", "email emailnya imel surel"),
        ("program", "program programnya paket paketnya prog"),
        ("account", "rekening norek rekeningnya rek"),
        ("months", "bulan bulannya"),
        ("reminder_time", "jamnya jam"),
        ("reminder_day", "tanggalnya tglnya tanggale"),
        ("relationship", "hubungan hubungannya"),
        ("channel", "kanal saluran channel"),
        ("place", "lokasi kecamatan kabupaten kota wilayah"),
        ("phone", "nomor nomer nomornya nmr no nomerku nomr nmer"),
        ("dob", "tanggal tgl tanggalna tanggalipun tglna tgle"),
    ];

    /// <summary>The slot that a word names.</summary>
    public static string? Of(string word)
    {
        foreach (var (slot, words) in Names)
        {
            if (IsIn(word, words))
                return slot;
        }

        return null;
    }

    /// <summary>The slot a reply names; clear names before «nomor» and «tanggal».</summary>
    public static string? Find(ReplyText reply)
    {
        foreach (var (slot, words) in Names)
        {
            foreach (var word in reply.Words)
            {
                if (IsIn(word, words))
                    return slot == "name" && reply.Has("ibu", "gadis") && reply.Has("kandung") ? "mother" : slot;
            }
        }

        return null;
    }

    /// <summary>All the slots a reply names, in its order.</summary>
    public static List<string> All(ReplyText reply)
    {
        var slots = new List<string>();
        string? weak = null;
        for (var i = 0; i < reply.Words.Count; i++)
        {
            if (Of(reply.Words[i]) is not { } slot)
                continue;
            // «nomor hp», «tanggal lahir»: the second word says it
            if (reply.Words[i] is "nomor" or "nomer" or "nmr" or "no" or "tanggal" or "tgl" or "nomr")
            {
                weak = i + 1 < reply.Words.Count && Of(reply.Words[i + 1]) is not null ? weak : slot;
                continue;
            }

            if (reply.Words[i] is "bulan" or "jam" or "rumah" or "kota" or "kerja" && reply.Words.Count > 4)
                continue;
            if (!slots.Contains(slot))
                slots.Add(slot);
        }

        if (slots.Count == 0 && weak is not null)
            slots.Add(weak);
        // «nama ahli waris» is the heir, «alamat email» the e-mail
        if (slots.Contains("heir"))
            slots.Remove("name");
        if (slots.Contains("email"))
            slots.Remove("address");
        if (slots.Contains("account") || slots.Contains("nik") && slots.Contains("phone") && reply.Has("ktp"))
            slots.Remove(slots.Contains("account") ? "phone" : "");
        return slots;
    }

    private static bool IsIn(string word, string words)
    {
        foreach (var range in words.AsSpan().Split(' '))
        {
            if (words.AsSpan()[range].SequenceEqual(word))
                return true;
        }

        return false;
    }
}
