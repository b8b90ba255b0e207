namespace Chatbot.Programs;

/// <summary>Whether somebody tells of a death: whoever has lost somebody hears condolence first, whatever else the message is about.</summary>
internal static class ToldDeath
{
    private static readonly HashSet<string> Words =
    [
        "meninggal", "meningal", "mninggal", "meninggl", "meninggalnya", "wafat", "tewas", "mati", "almarhum", "almarhumah", "alm", "berpulang",
        // Javanese, Sundanese.
        "ninggal", "seda", "sedo", "pupus", "maot", "ngantunkeun",
    ];

    // «untung tidak meninggal», «hampir mati»; and «tidak selamat» is the other way round.
    private static readonly HashSet<string> Denials =
    [
        "tidak", "tdk", "tak", "ga", "gak", "gk", "nggak", "ngga", "enggak", "ndak", "kagak", "belum", "blm", "bukan", "hampir", "nyaris", "ora", "mboten",
        "teu", "henteu",
    ];

    /// <param name="text">As the person wrote it.</param>
    public static bool In(string text)
    {
        var words = WordMatch.Words(text);
        for (var i = 0; i < words.Count; i++)
        {
            var isDenied = (i > 0 && Denials.Contains(words[i - 1])) || (i > 1 && Denials.Contains(words[i - 2]));
            if (Words.Contains(words[i]) && !isDenied) return true;
            if (words[i] is "selamat" or "tertolong" && i > 0 && Denials.Contains(words[i - 1])) return true;
        }

        return false;
    }
}
