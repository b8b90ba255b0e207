using System.Collections.Frozen;

namespace Chatbot.Language;

/// <summary>Takes a person's name out of a reply: «di ktp tulisannya SITI AMINAH tapi biasa dipanggil mina», «jenengku Paijo».</summary>
internal static class NameReader
{
    private const int MostWords = 8;

    private const int MostLetters = 60;

    // What may stand before a name.
    private static readonly FrozenSet<string> Lead = Words("""
        nama namanya namaku nm nma nmaa namaa nmny nmnya namane namina lengkap lengkapnya saya sy aku abdi kula kulo ku jeneng jenengku jenenge nami naminya asma asmo wasta ngaran adalah itu ialah yaitu di ktp
        tulisannya tertulis ditulis sesuai atas an a n jadi menjadi harusnya seharusnya yang yg benar bener betul benernya ini nih iki niki ieu eh oh perkenalkan kenalkan panggil
        dengan baik ok oke siap iya ya kak pak bu min mbak mas kakak bang sih sekarang aslinya asli data nya pakai pake ganti ubah tulis bernama isi ke nggih inggih muhun sasuai saluyu numutkeun wasti asmani asmane nami dipun kawula dalem sudah udah sdh bilang blg blang tadi td maaf maap sori sorry jenengan
        waalaikumsalam assalamualaikum halo hai selamat pagi siang sore malam izin ijin gw gue gua saja tolong ktpnya kartu identitas depan depannya tapi melainkan sing leres ketikkan ketik panjang panjangnya hm hmm hmmm ehm emm tn ny sdr sdri almarhumah suami istri anak adik adek kakak mertua almarhum almarhumah alm almh orangnya beliau dia warga engko sengko nyamana nyamanah bule didaftar didaftarkan didaftarin maksud maksudku asmanipun naminipun kaule kaula bule namo ambo awak beta titiang tiang akte akta ijazah tuh teh berikutnya selanjutnya berikut kedua ketiga raden tulisane tulisan tertera aja wae cukup ibu bapak mbah bapa
        """);

    // What ends a name.
    private static readonly FrozenSet<string> Tail = Words("""
        tapi tp biasa dipanggil panggilan panggil sesuai kak kakak ya pak bu min mas mbak bang nggih nik hp wa lahir umur usia alamat dari makasih terima trims nomor no kalo kalau
        eh itu saja aja sih deh dong lagi nomer nmr dan sama atau tgl tanggal ttl pekerjaan kerja admin bos gan euy dek bro ini nih yah bukan salah namanya ktp telp tinggal jenis laki perempuan
        status agama gol tempat dek om tante teh kang buk bapak ibu mawon ae wae namun cuma soalnya karena krn sebagai dieja ejaannya hurufnya spt sprti terus trus daftar mau ti saking soko seko teko saka maksudnya maksud istri suami istrinya suaminya bapaknya ibunya rt rw warga yg yang di ditulis tanpa pakai pake panggilane nya krj kerjanya kerjane bekerja kerja kerjaan pekerjaannya mksdnya mksd mksdku harusnya seharusnya manggilnya manggile diceluk nyeluk dipanggile urang asli deng dibetulin dulu duluan penghasilan gaji orangnya ktpnya pas
        """);

    // Words that no name is made of: a reply that holds one is something else.
    private static readonly FrozenSet<string> NoName = Words("""
        apa apakah berapa brp kapan kenapa knp gimana bagaimana gmn siapa dimana mana tidak tdk gak ga nggak ngga enggak ndak belum blm sudah udah mau pengen ingin bisa boleh harus perlu
        untuk buat kalau kalo karena tapi nanti bentar sebentar tunggu besok kemarin sekarang lupa tau tahu iya ya ok oke setuju benar betul batal stop menu bantuan ulang daftar bayar iuran
        klaim kantor petugas gratis mahal murah kerja nelayan petani pedagang ojol ojek buruh sopir tukang guru bpjs ketenagakerjaan jamsostek kesehatan program jht jkk jkm nomor nik ktp hp
        wa sms whatsapp nama saya aku kami kita kamu anda dia mereka ini itu yang yg dengan dari pada adalah rahasia males malas ogah takut cek status saldo tolong minta hubungi ganti
        ubah salah keliru maksud maksudnya kok sih dong deh aja saja lagi dulu pakai pake ada punya terserah bingung ngerti paham halo hai selamat pagi siang sore malam makasih terima kasih
        thanks hapus data kirim kode otp foto gambar test tes coba jangan bukan bulan tahun hari minggu jam juta ribu rb jt ora mboten teu piye kumaha naon opo sopo iki niki ieu kirain emang
        masih cukup sampai sampe semua orang tua sendiri suami istri anak lewat keluar kembali balik ngomong bicara cs admin operator manusia silakan silahkan dicek
        gajian lihat liat skip nggih inggih monggo mangga muhun leres siap lanjut gas yup yes no nope wes wis lali poho mbuh duka embuh ntar engke mengko sik sek antos
        cuma cuman kata doang bareng kurang rumah kampung nangis kecil besar gendong tidur makan mandi sakit hujan sibuk motor jalan pasar sawah laut beli jual sama kayak kaya seperti sesuai persis lupa robot mesin pacar tetangga teman deng diganti dibetulin krj umur dua satu
        malu isin atau tgl tanggal lahir manggilnya hamba allah spiderman batman superman bodoh goblok anjing asu bangsat bego tolol kampret kontol memek jancok cok taik tai babi bajingan penipu penipuan wkwk wkwkwk haha hehe hahaha hihi lol asdf qwerty
        """);

    private static readonly FrozenSet<string> Titles = Words("s spd sh se st sp si sos skm skep sag spdi spt stp ssos mm mpd " +
        "msi mh mkes amd amk amdkeb drs dra ir dr prof hj h kh ust m a md ak sst str pd keb kom skom sip spi ag psi farm ei hum");

    /// <summary>The name in a reply to «Siapa nama …?», or null.</summary>
    public static string? Read(ReplyText reply)
    {
        var text = reply.Scanned;
        // «Siti Aminah eh salah Siti Aisyah»: what follows stands
        if (reply.IsSelfCorrected || (reply.Has("salah", "keliru", "kliru") && reply.Has("maksudnya", "maksud", "maksudku")))
        {
            var last = text.Tokens.FindLastIndex(t => t.IsWord && t.Text is "salah" or "slh" or "maksudnya" or "maksud" or
                "ralat" or "harusnya" or "maksudku" or "keliru" or "eh" or "ehh" or "eeh" or "maaf" or "maap" or "sori" or "sorry");
            if (last > 0 && At(text, First(text, last + 1), true) is { } corrected)
                return corrected;
            // «eh salah, Rukmini maksudnya»
            var wrong = text.Tokens.FindIndex(t => t.IsWord && t.Text is "salah" or "keliru" or "kliru");
            if (wrong >= 0 && wrong < last && At(text, First(text, wrong + 1), true) is { } meant)
                return meant;
        }

        // «dwi pstk sari.. dwi puspita sari maksudnya»
        if (text.Count > 3 && text.Word(text.Count - 1) is "maksudnya" or "mksdnya" or "maksudku" or "mksd" or "maksude" or "maksud"
            && text.Tokens.FindLastIndex(t => t.Symbol is '.' or ',' or ';') is > 0 and var pause && At(text, First(text, pause + 1), false) is { } mended)
            return mended;
        if (Spelled(text) is { } letters)
            return letters;
        // «bukan Sukarman, Sukirman yang betul»
        if (text.Word(0) is "bukan" or "bkn" or "dudu" or "sanes" && text.Tokens.FindIndex(t => t.Symbol is ',' or '.') is > 0 and var but0
            && At(text, First(text, but0 + 1), true) is { } instead)
            return instead;
        // «pada KTP tertulis NURHAYATI», «Daeng Ngalle … Di KTP Abdul Rahman», «Mbak Yem, lengkapnya Ngatiyem»
        if (Written(text) is { } written)
            return written;
        // «… tapi di ktp Siti Aminah Binti Ahmad»: the card's stands
        var card = text.Tokens.FindLastIndex(t => t.IsWord && t.Text is "ktp" or "ktpnya");
        if (card > 2 && text.Tokens.FindIndex(t => t.IsWord && t.Text is "tapi" or "tp" or "cuma" or "kalo" or
            "kalau" or "panggil" or "panggilan" or "panggilannya" or "dipanggil" or "biasa") is >= 0 and var but && but < card &&
            At(text, First(text, card + 1), true) is { } onCard)
            return onCard;
        // «wong tuwo kulo asmane Parto»: the name stands behind the word for name
        var word = text.Tokens.FindLastIndex(t => t.IsWord && t.Text is "asmane" or "asmanipun" or "jenenge" or "namanya" or "namina" or "wasta" or "naminipun"
            or "ngaranna" or "nyamana");
        if (word > 0 && At(text, First(text, word + 1), true) is { } called)
            return called;
        if (At(text, First(text, 0), true) is { } name)
            return name;
        // «nama saya cuma satu kata, Suparman»
        var mark = text.Tokens.FindLastIndex(t => t.Symbol is ',' or ':');
        return mark > 1 && text[0].Is("nama") ? At(text, First(text, mark + 1), true) : Behind(text);
    }

    /// <summary>«s u p r i a d i»: four letters or more, each apart.</summary>
    private static string? Spelled(ScannedText text)
    {
        var first = First(text, 0);
        var last = first;
        while (last < text.Count && (text[last].IsWord && text[last].Text.Length == 1 || text[last].Symbol is '-' or '.'))
            last++;
        if (last < text.Count)
            return null;
        var name = string.Concat(text.Tokens[first..last].Where(t => t.IsWord).Select(t => t.Text));
        return name.Length >= 4 && !RandomLetters.Are(name) ? char.ToUpperInvariant(name[0]) + name[1..] : null;
    }

    /// <summary>Whether a word points at the name itself: «gak usah, tulis Bambang aja».</summary>
    public static bool IsPointedAt(ScannedText text) => Written(text) is not null;

    /// <summary>What is said to stand on the card, or to be the whole name, behind a shorter one.</summary>
    private static string? Written(ScannedText text)
    {
        for (var i = text.Count - 2; i > 0; i--)
        {
            var start = text.Word(i) switch
            {
                "lengkapnya" or "lengkape" or "lengkapna" or "panjangnya" or "aslinya" or "resminya" when text.Word(i - 1) is not "nama" || i > 1 => i + 1,
                // «Daeng Ngalle, KTP nya Muhammad Basir»
                "ktp" or "ktpnya" or "ktpne" when text[i - 1].Symbol is ',' or '.' || text.Word(i - 1) is "jeneng" or "jenenge" or "asma" or "asmane" || text.Word(i - 1) is "di" or "pada" or "dalam" or "sesuai" or "neng" or "nang" or "ning" or "dina" or "kalau" or "kalo" => i + 1,
                // «panggil aja cak man, nama asli Suliman»
                "asli" when text.Word(i - 1) is "nama" or "nami" or "jeneng" && i > 1 => i + 1,
                "tulis" or "ditulis" or "ketik" or "tulislah" => i + 1,
                "almarhum" or "almarhumah" or "alm" or "almh" => i + 1,
                _ => -1,
            };
            while (start > 0 && text.Word(start) is "tertulis" or "tulisannya" or "ditulis" or "sih" or "tulisane" or "itu" or "nya" or "adalah" or "namanya" or "nama" or "ditulisnya" or "mah" or "tertera" or "cuma" or "cuman" or "hanya" or "mung" or "ne" or "cm"
                || start > 0 && text[start].Symbol is ':' or ',')
                start++;
            if (start > 0 && start < text.Count && text[start].IsWord && At(text, start, true) is { } name
                && !Lead.Contains(text.Word(start)) && !Tail.Contains(text.Word(start)))
                return name;
        }

        // «ini nama suami saya ya: Bambang Hermanto»
        var colon = text.Tokens.FindLastIndex(t => t.Symbol == ':');
        return colon > 1 && At(text, First(text, colon + 1), true) is { } said ? said : null;
    }

    /// <summary>«kemarin sudah saya kirim, Parjono»: the name at the end, behind a comma.</summary>
    public static string? Behind(ScannedText text)
    {
        var comma = text.Tokens.FindLastIndex(t => t.Symbol == ',');
        if (comma < 2 || text.Count - comma is < 2 or > 5)
            return null;
        var first = First(text, comma + 1);
        return At(text, first, true) is { } name && first < text.Count && name.EndsWith(text.Slice(text.Count - 1, text.Count), StringComparison.Ordinal) ? name : null;
    }

    /// <summary>A name written as one before a number: «SITI AMINAH 3317…», «saya Siti Aminah NIK …».</summary>
    /// <param name="text">The reply.</param>
    /// <param name="people">A person was asked for: one word in any case is a name.</param>
    public static string? BeforeNumber(ScannedText text, bool people = false)
    {
        var said = text.Word(0) is "saya" or "sy" or "aku";
        var first = said ? 1 : 0;
        // «ada, Ketut Rai 5104…»
        if (people && text.Tokens.FindIndex(t => t.Symbol == ',') is > 0 and <= 3 and var comma && First(text, 0) >= 0 && text.Word(0) is "ada" or "iya" or "ya" or "masih" or "nggih" or "wonten" or "aya" or "lagi")
            first = comma + 1;
        if (people)
            first = First(text, first);
        if (!text[first].IsWord || At(text, first, false) is not { } name)
            return null;
        var words = 0;
        for (var i = first; i < text.Count && text[i].IsWord && name.Contains(text.Word(i), StringComparison.OrdinalIgnoreCase); i++)
        {
            if (!said && !people && !text.IsUpper(text[i].Start))
                return null;
            words++;
        }

        // «sy ijah, nik 36…»
        if (said && words == 1 && text[first + 1].Symbol is ',' && SlotNames.Of(text.Word(first + 2)) is not null)
            return name;
        return words >= (people ? 1 : 2) && (text[first + words].Kind != TokenKind.Word || SlotNames.Of(text.Word(first + words)) is not null)
            ? name : null;
    }

    /// <summary>A name said to be one: «nama: …», «atas nama …», «a.n. …».</summary>
    public static string? Named(ScannedText text)
    {
        for (var i = 0; i < text.Count; i++)
        {
            var start = text.Word(i) switch
            {
                "nama" or "name" or "nm" or "nma" or "nmny" or "nmnya" or "namina" or "namane" or "namanya" or "namaku" or "jenengku" or
                    "jenenge" when text.Word(i - 1) is not "atas"
                    && text.Word(i + 1) is not ("ibu" or "gadis" or "ahli" or "bapak" or "usaha" or "program" or "bank") => i + 1,
                "atas" when text.Word(i + 1) is "nama" => i + 2,
                "a" when text[i + 1].Symbol is '.' or '/' && text.Word(i + 2) is "n" => i + 3,
                "an" when i > 0 && text[i - 1].IsDigits || text.Word(i) == "an" && text[i + 1].Symbol is '.' or ':' => i + 1,
                _ => -1,
            };
            if (start < 0)
                continue;
            if (At(text, First(text, start), false) is { } name)
                return name;
        }

        return null;
    }

    /// <summary>The name that begins at a token.</summary>
    public static string? At(ScannedText text, int first, bool alone)
    {
        var last = first;
        var words = 0;
        while (last < text.Count && words <= MostWords)
        {
            var token = text[last];
            if (token.IsWord)
            {
                if (words > 0 && (Tail.Contains(token.Text) && !IsTitle(text, last) || Breaks(text, last)))
                    break;
                words++;
                last++;
                continue;
            }

            if (!JoinsName(text, last))
                break;
            last++;
        }

        while (last > first && text[last - 1].Kind == TokenKind.Symbol
            && (text[last - 1].Symbol != '.' || !EndsTitle(text, last - 1)))
            last--;
        // «Yohanis Wenda, Wenda-nya pakai w» says a part twice
        if (words > 2 && text.Word(last) is "nya" && text.Word(last - 1) == text.Word(last - 2))
            (last, words) = (last - 1, words - 1);
        // The rest may only be talk, not a number that makes it something else.
        if (words is 0 or > MostWords || (alone && text.Count - last > 14))
            return null;
        return IsName(text, first, last) ? text.Slice(first, last).Trim() : null;
    }

    /// <summary>The first token of a name, behind what people say before one.</summary>
    public static int Begin(ScannedText text, int at) => First(text, at);

    private static int First(ScannedText text, int at)
    {
        var i = at;
        while (i < text.Count)
        {
            if (text[i].Kind == TokenKind.Symbol && text[i].Symbol is ':' or '.' or '=' or ',' or '-' or '"' or '\'' or
                '(' or '*' or '_')
            {
                i++;
                continue;
            }

            // «H. Ahmad» and «A. Rahman» begin with a letter of the name.
            // «yang mau didaftar Paijo»
            if (text.Word(i) is "mau" or "arep" or "bade" && text.Word(i + 1).StartsWith("didaftar", StringComparison.Ordinal))
            {
                i++;
                continue;
            }

            // «pak RT tuh Mustofa», «nama den Yulisman», «lanjut ke bu Karsini»
            if ((text.Word(i) is "rt" or "rw" or "kades" or "kadus" or "lurah" && text.Word(i - 1) is "pak" or "bu" or "bapak" or "ibu")
                || (text.Word(i) is "den" or "denai" or "sa" or "kita" or "pe" or "pu" or "e" or "ne" && text.Word(i - 1) is "jeneng" or "asma" or "nama" or "namo" or "sa" or "kita")
                || (text.Word(i) is "lanjut" or "terus" or "lalu" or "trus" && text.Word(i + 1) is "ke"))
            {
                i += text.Word(i + 1) is "ke" ? 2 : 1;
                continue;
            }

            if (!text[i].IsWord || !Lead.Contains(text.Word(i))
                || (text.Word(i) is "a" or "n" && text[i + 1].Symbol == '.' && text.Word(i + 2) is not "n" && i == at
                && text.Word(i) != "n"))
                break;
            // «Ibu Sri», «Mas Bagus»: an address before a name falls away; alone it is nothing.
            i++;
        }

        return i;
    }

    /// <summary>A dot, comma, hyphen or apostrophe inside a name.</summary>
    private static bool JoinsName(ScannedText text, int i)
    {
        var next = text[i + 1];
        return text[i].Symbol switch
        {
            '.' => i > 0 && text[i].Glued && text.Word(i - 1).Length <= 6 && (!next.IsWord || !Breaks(text, i + 1))
                && (text.Word(i - 1).Length <= 4 || IsTitle(text, i - 1)),
            ',' => next.IsWord && IsTitle(text, i + 1),
            // «De' Wayan», «Sa'diyah»
            '\'' or '`' => text[i].Glued && next.IsWord && (next.Glued || text.Word(i - 1).Length <= 3),
            '-' => text[i].Glued && next is { IsWord: true, Glued: true },
            _ => false,
        };
    }

    private static bool EndsTitle(ScannedText text, int i) => i > 0 && (IsTitle(text, i - 1) || text.Word(i - 1).Length <= 2);

    private static bool IsTitle(ScannedText text, int i) =>
        Titles.Contains(text.Word(i)) && (text[i + 1].Symbol == '.' || text[i - 1].Symbol is '.' or ',' );

    /// <summary>«Moh. Hasan»: the short form of Mohammad, in Javanese also «I will not».</summary>
    public static bool IsMoh(ScannedText text, int i) => text.Word(i) is "moh"
        && (text[i + 1].Symbol == '.' || (text.Word(i + 1).Length >= 3 && !NoName.Contains(text.Word(i + 1)) && !Tail.Contains(text.Word(i + 1))
            && !Lead.Contains(text.Word(i + 1)) && YesNoWords.Role(text.Word(i + 1)) is YesNoRole.None));

    /// <summary>A new line stands before the token.</summary>
    private static bool Breaks(ScannedText text, int i) =>
        i > 0 && text.Chars.AsSpan(text[i - 1].End, text[i].Start - text[i - 1].End).IndexOfAny('\n', '\r') >= 0;

    private static bool IsName(ScannedText text, int first, int last)
    {
        var letters = 0;
        var longest = 0;
        var suspicious = 0;
        var words = 0;
        for (var i = first; i < last; i++)
        {
            if (!text[i].IsWord)
                continue;
            words++;
            letters += text.Word(i).Length;
            if (RandomLetters.Are(text.Word(i)) && !IsTitle(text, i))
                return false;
            longest = Math.Max(longest, text.Word(i).Length);
            if ((NoName.Contains(text.Word(i)) && !(i > first && text.Word(i) is "selamat" or "bulan" or "untung" or "mulai")) || (YesNoWords.Role(text.Word(i)) is YesNoRole.Not or YesNoRole.Unsure or
                YesNoRole.Bad or YesNoRole.No && text.Word(i).Length > 1 && text.Word(i) is not "bagus" && !IsMoh(text, i)))
                suspicious++;
        }

        if (letters > MostLetters || longest < 2 || letters == 0)
            return false;
        return suspicious == 0 && !(words == 1 && (longest < 3 && !text.IsUpper(text[first].Start)
            || YesNoWords.Role(text.Word(first)) is YesNoRole.Yes or YesNoRole.Filler));
    }

    private static FrozenSet<string> Words(string list) =>
        list.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
