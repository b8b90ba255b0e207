using Chatbot.Language.Intents;
using Chatbot.Language.Normalizing;
using Chatbot.Language.Tests.Intents;
using FsCheck;
using FsCheck.Fluent;

namespace Chatbot.Language.Tests.Normalizing;

/// <summary>How messages are written out.</summary>
public sealed class NormalizerTests
{
    private readonly Normalizer _normalizer;
    private readonly IReadOnlyList<Example> _examples;

    public NormalizerTests(Learned learned)
    {
        _examples = Example.Parse(learned.Data.Examples);
        _normalizer = new Normalizer(
            learned.Data.Lexicon, _examples.Where(example => example.Style is not ("typo" or "sms_abbrev")).Select(example => example.Text));
    }

    [Theory]
    [InlineData("Gmn cr byr?", "bagaimana cara bayar")]
    [InlineData("4ku mau d4ftar", "saya mau daftar")]
    [InlineData("teman2", "teman teman")]
    [InlineData("bangeeeet", "banget")]
    [InlineData("50rb", "50 ribu")]
    [InlineData("tgl5", "tanggal 5")]
    [InlineData("١٢٣", "123")]
    [InlineData("ｄａｆｔａｒ", "daftar")]
    [InlineData("𝐝𝐚𝐟𝐭𝐚𝐫", "daftar")]
    [InlineData("daf\u200btar", "daftar")]
    [InlineData("kulo badhe mbayar", "saya mau bayar")]
    [InlineData("abdi hoyong daptar", "saya mau daftar")]
    [InlineData("matur nuwun", "terima kasih")]
    [InlineData("kulo nuwun", "permisi")]
    [InlineData("bpjs tk", "bpjs ketenagakerjaan")]
    [InlineData("bpjs kes", "bpjs kesehatan")]
    [InlineData("teu acan", "belum")]
    [InlineData("pendaftran", "pendaftaran")]
    [InlineData("almtnya dmn", "alamatnya di mana")]
    public void A_message_is_written_out(string text, string normal) => _normalizer.Normalize(text).Text.ShouldBe(normal);

    [Theory]
    [InlineData("mata")]
    [InlineData("muda")]
    [InlineData("haji")]
    [InlineData("upah")]
    [InlineData("anjing")]
    public void A_word_beside_a_word_of_the_domain_stays_itself(string word) => _normalizer.Normalize(word).Text.ShouldBe(word);

    [Theory]
    [InlineData("daftarin")]
    [InlineData("didaftarkan")]
    [InlineData("pendaftaran")]
    [InlineData("ngedaftar")]
    [InlineData("mendaftarkan")]
    [InlineData("ngadaftarkeun")]
    [InlineData("terdaftar")]
    public void Affixes_leave_the_root(string word) => _normalizer.Normalize(word).Words[0].Form.Stem.ShouldBe("daftar");

    [Fact]
    public void Each_word_remembers_where_it_stood()
    {
        const string text = "  Sy mo, dftr BPJSTK 🙏";
        var words = _normalizer.Normalize(text).Words;
        words.Select(word => word.Text).ShouldBe(["saya", "mau", "daftar", "bpjs", "ketenagakerjaan", "🙏"]);
        words.Select(word => text.Substring(word.Start, word.Length)).ShouldBe(["Sy", "mo", "dftr", "BPJSTK", "BPJSTK", "🙏"]);
    }

    [Fact]
    public void Normalising_twice_changes_nothing_on_the_examples()
    {
        foreach (var example in _examples) TwiceIsOnce(example.Text).ShouldBeTrue(example.Text);
    }

    [Fact]
    public void Normalising_twice_changes_nothing_on_noise()
    {
        var words = _examples.SelectMany(example => example.Text.Split(' ')).Distinct().ToArray();
        var slip =
            from word in Gen.Elements(words)
            from kind in Gen.Choose(0, 5)
            from at in Gen.Choose(0, Math.Max(0, word.Length - 1))
            select Slip(word, kind, at);
        var text = slip.ListOf().Select(list => string.Join(' ', list)).ToArbitrary();
        Prop.ForAll(text, TwiceIsOnce).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_code_that_is_no_character_parts_words() => TwiceIsOnce("daftar\ufffebpu \uffff \ud800");

    [Fact]
    public void Any_text_is_accepted_and_every_place_lies_inside_it()
    {
        var text = Gen.Choose(0, char.MaxValue).Select(code => (char)code).ArrayOf().Select(letters => new string(letters)).ToArbitrary();
        Prop.ForAll(text, sample => TwiceIsOnce(sample) && _normalizer.Normalize(sample).Words.All(word =>
            word.Start >= 0 && word.Length > 0 && word.Start + word.Length <= sample.Length)).QuickCheckThrowOnFailure();
    }

    private static string Slip(string word, int kind, int at) => kind switch
    {
        0 when word.Length > 1 => word.Remove(at, 1),
        1 when at < word.Length => word.Insert(at, word[at].ToString()),
        2 when at < word.Length => word.Insert(at, new string(word[at], 3)),
        3 => word + "2",
        4 when at < word.Length => word[..at] + "4" + word[(at + 1)..],
        _ => word,
    };

    private bool TwiceIsOnce(string text)
    {
        var once = _normalizer.Normalize(text).Text;
        return _normalizer.Normalize(once).Text == once;
    }
}
