using Chatbot.Conversations.Unanswered;
using Chatbot.Dialogs;

namespace Chatbot.Tests.Conversations.Unanswered;

/// <summary>What is kept of a question leads to nobody, and similar questions stand together.</summary>
public sealed class QuestionMaskTests
{
    private static readonly HashSet<string> Known = new(
        ["kartu", "hilang", "kapan", "cair", "iuran", "nelayan", "sudah", "bayar", "bisa", "daftar", "saya", "suami", "bapak", "pak", "meninggal", "berapa", "dapat", "bpjs", "apa", "kah"],
        StringComparer.OrdinalIgnoreCase);

    [Theory]
    [InlineData("nik saya 3317014408909003 kok ga ada", "nik saya ‹angka› kok ga ada")]
    [InlineData("nik 3317 0144 0890 9003", "nik ‹angka›")]
    [InlineData("hubungi 0812-3456-7890 ya", "hubungi ‹angka› ya")]
    [InlineData("email sari@contoh.id bisa?", "email ‹alamat› bisa?")]
    [InlineData("nama saya siti aminah mau daftar", "nama saya ‹nama› mau daftar")]
    [InlineData("atas nama: Budi Santoso. kartunya mana", "atas nama: ‹nama›. kartunya mana")]
    [InlineData("pak slamet kapan cair", "pak ‹nama› kapan cair")]
    [InlineData("suami saya sutrisno meninggal", "suami saya ‹nama› meninggal")]
    [InlineData("Kartu Sutrisno hilang", "Kartu ‹nama› hilang")]
    [InlineData("iuran nelayan berapa", "iuran nelayan berapa")]
    [InlineData("BPJS kartu hilang. Bisa daftar?", "BPJS kartu hilang. Bisa daftar?")]
    [InlineData("sulastri tanya kartu hilang", "‹nama› tanya kartu hilang")]
    public void Numbers_and_names_are_taken_out(string text, string masked) => QuestionMask.Of(text, "Bu Sulastri", Known.Contains).ShouldBe(masked);

    [Fact]
    public void What_asks_the_same_in_other_words_is_one_group()
    {
        var groups = QuestionGroups.Of(
            [
                Question("gmn klaim kartu kuning min", "a"), Question("bagaimana klaim kartu kuning ya", "b"), Question("klaim kartu kuning gimana dong kak", "a"),
                Question("bisa bayar pakai dana?", "c"),
            ],
            word => word is "gmn" or "gimana" ? "bagaimana" : word);
        groups.Select(group => (group.Questions.Count, group.People)).ShouldBe([(3, 2), (1, 1)]);
        groups[0].Wordings(2).Count.ShouldBe(2);
    }

    [Fact]
    public void Not_ours_stays_so_and_what_was_taught_in_vain_is_open_again()
    {
        QuestionGroups.Of([Question("harga emas", "a"), Question("harga emas", "b", QuestionState.NotOurs)], word => word).ShouldHaveSingleItem().State.ShouldBe(QuestionState.NotOurs);
        QuestionGroups.Of([Question("klaim kartu kuning", "a"), Question("klaim kartu kuning", "b", QuestionState.Taught)], word => word).ShouldHaveSingleItem().State.ShouldBe(QuestionState.Open);
        QuestionGroups.Of([Question("klaim kartu kuning", "a", QuestionState.Taught)], word => word).ShouldHaveSingleItem().State.ShouldBe(QuestionState.Taught);
    }

    private static UnansweredQuestion Question(string text, string person, QuestionState state = QuestionState.Open) =>
        new($"{person}-{text}", person, "whatsapp", Miss.NotUnderstood, text, state, DateTimeOffset.UnixEpoch);
}
