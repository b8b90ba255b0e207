using Chatbot.Language.Normalizing;

namespace Chatbot.Language.Intents;

/// <summary>
/// Guards against taking a question to BPJS Kesehatan, the health insurance with nearly the same name, for one to us: its words
/// weigh for out-of-scope unless our own words or a comparison stand beside them.
/// </summary>
internal sealed class OtherServices
{
    /// <summary>The name of the service that is told apart.</summary>
    public const string HealthInsurance = "bpjs_kesehatan";

    private const float Strong = 4;
    private const float Weak = 1.5f;

    private static readonly HashSet<string> Ours = new(StringComparer.Ordinal)
    {
        "ketenagakerjaan", "jamsostek", "bpjamsostek", "jkk", "jkm", "jht", "jkp", "bpu", "perisai", "jmo", "kecelakaan", "celaka",
        "kerja", "beda", "sama", "bukan", "plkk", "salah", "santunan", "jatuh", "luka",
    };

    private static readonly HashSet<string> Health = new(StringComparer.Ordinal)
    {
        "kis", "faskes", "rujukan", "jkn", "puskesmas", "pbi", "opname", "melahirkan", "persalinan", "lahiran", "gigi", "katarak", "caesar",
        "sesar", "kandungan", "kontrasepsi", "hemodialisa",
    };

    // «sudah punya bpjs kesehatan, wajib ini juga?» asks about us.
    private static readonly HashSet<string> Having = new(StringComparer.Ordinal) { "punya", "duwe", "gaduh", "sudah" };
    private static readonly HashSet<string> Too = new(StringComparer.Ordinal) { "ini", "wajib", "perlu", "juga", "ikut", "harus" };

    /// <summary>What to add to the score of out-of-scope.</summary>
    public float Weight(NormalText text)
    {
        var health = 0f;
        var words = text.Words;
        if (words.Any(word => Having.Contains(word.Text)) && words.Count(word => Too.Contains(word.Text)) >= 2) return 0;
        var bpjs = false;
        for (var i = 0; i < words.Count; i++)
        {
            var stem = words[i].Form.Stem;
            if (Ours.Contains(stem) || Ours.Contains(words[i].Text)) return 0;
            bpjs |= words[i].Text is "bpjs";
            // «bpjs kesehatan», «bpjs yang kesehatan»; health alone is anybody's.
            if (stem is "sehat" or "kesehatan" && (bpjs || i > 0 && words[i - 1].Text is "asuransi" or "kartu")) health = Strong;
            else if (Health.Contains(words[i].Text) || Health.Contains(stem)) health = MathF.Max(health, Weak);
        }

        return health;
    }
}
