using System.Text;
using System.Text.RegularExpressions;

namespace Chatbot.Conversations.Unanswered;

/// <summary>Whether a word is one of the language that Jaka was taught: such a word is nobody's name.</summary>
internal delegate bool KnownWord(string word);

/// <summary>
/// Takes out of a question what may lead to a person: numbers, addresses of the net, names. Rather a word too many than one too few; whoever
/// teaches from it reads it again.
/// </summary>
internal static partial class QuestionMask
{
    public const string Number = "‹angka›";

    public const string Name = "‹nama›";

    public const string Address = "‹alamat›";

    private const int LongestName = 4;

    // After these a name follows.
    private static readonly HashSet<string> Naming = new(["nama", "namanya", "namaku", "bernama", "atasnama", "an", "a.n"], StringComparer.OrdinalIgnoreCase);

    // After these a name may follow; a word that Jaka knows is none.
    private static readonly HashSet<string> Titles = new(
        [
            "pak", "bpk", "bapak", "bu", "ibu", "mas", "mbak", "mbk", "kang", "teh", "bang", "sdr", "sdri", "saudara", "saudari", "suami", "istri", "anak", "almarhum", "almarhumah", "alm",
            "saya", "aku", "sy", "haji", "hj",
        ],
        StringComparer.OrdinalIgnoreCase);

    // Between «nama» and the name.
    private static readonly HashSet<string> Owners = new(
        ["saya", "sy", "aku", "ku", "suami", "istri", "anak", "ibu", "bapak", "ayah", "adik", "kakak", "lengkap", "ktp", "adalah", "yaitu", "di", "sesuai", "pekerja", "peserta", "pak", "bu"],
        StringComparer.OrdinalIgnoreCase);

    // A name ends before these.
    private static readonly HashSet<string> Ends = new(
        [
            "mau", "ingin", "pengen", "daftar", "mendaftar", "dari", "yang", "yg", "dan", "umur", "usia", "kerja", "bekerja", "pekerjaan", "sudah", "udah", "sdh", "belum", "blm", "apakah", "bisa",
            "untuk", "utk", "nik", "nomor", "no", "hp", "salah", "beda", "tidak", "gak", "ga", "nggak", "kok", "gimana", "bagaimana", "kenapa", "cek", "apa", "ada", "ini", "itu", "tinggal", "alamat", "kartu", "tolong", "mohon",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <param name="text">As the person wrote it.</param>
    /// <param name="profileName">The name that the channel shows of him; may be empty.</param>
    /// <param name="isKnown">A word of the language.</param>
    public static string Of(string text, string profileName, KnownWord isKnown)
    {
        var plain = LongNumber().Replace(NetAddress().Replace(text, Address), Number);
        var own = Words().Matches(profileName).Select(word => word.Value).Where(word => word.Length > 2 && !isKnown(word)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var words = Words().Matches(plain);
        var masked = new bool[words.Count];
        for (var at = 0; at < words.Count; at++)
        {
            var word = words[at].Value;
            if (own.Contains(word)) masked[at] = true;
            // «Pak Slamet kapan cair»: a capital in the middle of a sentence, of a word that nobody taught.
            else if (char.IsUpper(word[0]) && word.Any(char.IsLower) && at > 0 && !EndsSentence(plain, words[at - 1], words[at]) && !isKnown(word)) masked[at] = true;
            if (Naming.Contains(word)) MaskName(at);
            else if (Titles.Contains(word)) MaskUnknown(at);
        }

        var shown = new StringBuilder();
        var end = 0;
        for (var at = 0; at < words.Count; at++)
        {
            var between = plain[end..words[at].Index];
            end = words[at].Index + words[at].Length;
            // A name of several words is one.
            if (masked[at] && at > 0 && masked[at - 1] && between.Trim().Length == 0) continue;
            shown.Append(between).Append(masked[at] ? Name : words[at].Value);
        }

        return shown.Append(plain[end..]).ToString();

        void MaskName(int cue)
        {
            var at = cue + 1;
            while (at < words.Count && at <= cue + 3 && Owners.Contains(words[at].Value)) at++;
            for (var count = 0; at < words.Count && count < LongestName && !Ends.Contains(words[at].Value) && !EndsSentence(plain, words[at - 1], words[at]); at++, count++) masked[at] = true;
        }

        void MaskUnknown(int cue)
        {
            for (var at = cue + 1; at < words.Count && at <= cue + LongestName && !Ends.Contains(words[at].Value) && !isKnown(words[at].Value) && !EndsSentence(plain, words[at - 1], words[at]); at++)
                masked[at] = true;
        }
    }

    private static bool EndsSentence(string text, Match before, Match after) => text[(before.Index + before.Length)..after.Index].AsSpan().IndexOfAny('.', '?', '!') >= 0;

    // What is masked already is no word.
    [GeneratedRegex(@"(?<![‹\p{L}])\p{L}[\p{L}\p{M}'’-]*")]
    private static partial Regex Words();

    // Four digits and more, however they are written; a year or an amount goes with them.
    [GeneratedRegex(@"(?:\+?\d[\s.\-_/,']?){3,}\d")]
    private static partial Regex LongNumber();

    [GeneratedRegex(@"\S+@\S+|https?://\S+|www\.\S+", RegexOptions.IgnoreCase)]
    private static partial Regex NetAddress();
}
