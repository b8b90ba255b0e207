namespace Chatbot.Language;

/// <summary>How surely a name of a place is to be expected.</summary>
internal enum PlaceCue
{
    None,

    /// <summary>Behind «di», «dari», «ke».</summary>
    Weak,

    /// <summary>Behind «tinggal di», «asal», «daerah».</summary>
    Strong,

    /// <summary>Behind «kab», «kota», «kec», «prov».</summary>
    Level,
}

/// <summary>The words that announce the name of a place.</summary>
internal static class PlaceCues
{
    /// <summary>The level that a word announces.</summary>
    public static string? Level(string word) => word switch
    {
        "kab" or "kabupaten" or "kbpt" or "kabupten" or "kabupatn" or "kbupaten" or "kabpaten" => "kabupaten",
        "kota" or "kotamadya" or "kodya" => "kota",
        "kec" or "kecamatan" or "kcamatan" or "kecmatan" or "kecamatn" or "kcmtn" => "kecamatan",
        "provinsi" or "prov" or "propinsi" or "prop" or "provinsi'" => "provinsi",
        _ => null,
    };

    public static PlaceCue Before(ScannedText text, int i)
    {
        var at = text[i - 1].Symbol is ':' ? i - 2 : i - 1;
        var word = text.Word(at);
        if (IsStrong(word))
            return PlaceCue.Strong;
        if (word is not ("di" or "dari" or "ke" or "dr" or "d" or "neng" or "ning" or "saking" or "ti" or "nang" or "wilayah" or "area"))
            return PlaceCue.None;
        var before = text.Word(at - 1);
        if (before is "saya" or "sy" or "aku" or "kami" or "ku")
            before = text.Word(at - 2);
        return IsStrong(before) || before is "rumah" or "rmh" or "rumahku" or "rumahnya" ? PlaceCue.Strong : PlaceCue.Weak;
    }

    /// <summary>«nama saya Jepara», «nasib saya malang», «malang sekali»: a name of people and a word of misfortune.</summary>
    public static bool IsOther(ScannedText text, int i)
    {
        if (text.Word(i - 1) is "nama" or "namanya" or "bernama" || (text.Word(i - 1) is "saya" or "sy" or "aku" && text.Word(i - 2) is "nama"))
            return true;
        return text.Word(i) is "malang" && (text.Word(i + 1) is "sekali" or "banget" or "nian" or "benar"
            || text.Word(i - 1) is "nasib" or "nasibku" or "nasibnya" or "sungguh" || text.Word(i - 2) is "nasib");
    }

    private static bool IsStrong(string word) => word is "tinggal" or "tgl" or "tnggal" or "domisili" or "asal" or "asli" or "alamat"
        or "daerah" or "berasal" or "warga" or "kampung" or "tinggalnya" or "alamatnya" or "domisilinya" or "omahku" or "bumi";
}
