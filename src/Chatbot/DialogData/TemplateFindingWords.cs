using System.Globalization;
using System.Text.RegularExpressions;

namespace Chatbot.DialogData;

/// <summary>What the checks of templates find, in plain Indonesian for staff.</summary>
internal static class TemplateFindingWords
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly (Regex Of, string Words)[] Table =
    [
        (Found(@"the text has (\d+) letters with its examples; Meta takes (\d+)"), "Teks WhatsApp terlalu panjang: {0} huruf dengan contoh isinya, Meta menerima {1}."),
        (Found("more than one empty line in a row"), "Meta menolak lebih dari satu baris kosong berturut-turut."),
        (Found("tabs and long runs of spaces"), "Meta menolak tab dan spasi yang beruntun."),
        (Found("'(.+)' is promotion, which a utility template"), "Kata «{0}» terbaca sebagai promosi. Templat ini pemberitahuan, jadi Meta bisa menolaknya. Pakai kata lain."),
        (Found("an invitation says how it is stopped"), "Ajakan harus menyebut cara berhenti: tulis kata BERHENTI."),
        (Found(@"\{(.+)\} stands twice"), "{{{0}}} tertulis dua kali. Cukup sekali."),
        (Found("a variable at the begin or the end"), "Teks tidak boleh mulai atau berakhir dengan isian dalam kurung kurawal. Tambahkan kata di depan atau di belakangnya."),
        (Found("two variables stand side by side"), "Dua isian berdampingan. Tulis kata di antaranya."),
        (Found(@"(\d+) variables need (\d+) words; there are (\d+)"), "Kata-katanya terlalu sedikit untuk {0} isian: paling sedikit {1} kata, sekarang {2}."),
        (Found(@"\{(.+)\} has no example"), "Contoh untuk «{0}» masih kosong. Meta memintanya."),
        (Found("there is an example for '(.+)' and no such variable"), "Ada contoh untuk «{0}», tetapi isiannya tidak ada di teks."),
        (Found("a NIK never stands in a template"), "NIK tidak pernah ditulis di templat."),
        (Found("a brace that opens no variable"), "Ada kurung kurawal yang bukan isian. Isian ditulis dengan huruf kecil, misalnya {{nama}}."),
        (Found("the button '' has more than"), "Tulisan tombol masih kosong."),
        (Found(@"the button '(.+)' has more than (\d+) letters"), "Tombol «{0}» terlalu panjang, paling banyak {1} huruf."),
        (Found("line breaks on a button: '(.+)'"), "Meta menolak emoji dan kurung kurawal pada tombol: «{0}»."),
        (Found("two buttons have the same title"), "Dua tombol bertulisan sama."),
        (Found(@"the SMS names \{(.+)\}, which"), "SMS memakai {{{0}}}, padahal tidak ada di teks WhatsApp."),
        (Found("an SMS of ours cannot be answered"), "SMS kami tidak bisa dibalas: sebutkan ke mana orang bertanya dengan {{kanal}}."),
        (Found("the SMS invites an answer"), "SMS kami tidak bisa dibalas: jangan pakai kata balas, ketik, jawab, atau tanda tanya di akhir."),
        (Found("'(.+)' is not in GSM-7"), "Huruf «{0}» tidak ada di SMS biasa dan membuatnya tiga kali lebih mahal. Ganti dengan huruf biasa."),
        (Found(@"the SMS takes (\d+) segments with its examples; it may take (\d+)"), "Teks SMS terlalu panjang: {0} bagian dengan contoh isinya, yang boleh {1}. Pendekkan."),
        (Found("the text has lost (.+)"), "{0} hilang dari teks WhatsApp. Semua isian tetap harus ada; urutannya boleh berubah."),
        (Found("nobody fills (.+)"), "{0} tidak dikenal templat ini, jadi tidak ada yang mengisinya. Pakai isian yang sudah ada."),
        (Found("'(.+)' must not stand there: (.+)"), "«{0}» tidak boleh ditulis di sini. {1}"),
    ];

    /// <summary>Null when it is not about a template.</summary>
    public static string? Of(string what)
    {
        foreach (var (of, words) in Table)
            if (of.Match(what) is { Success: true } match)
                return string.Format(CultureInfo.InvariantCulture, words, [.. match.Groups.Values.Skip(1).Select(group => group.Value)]);
        return null;
    }

    private static Regex Found(string pattern) => new(pattern, RegexOptions.CultureInvariant, Patience);
}
