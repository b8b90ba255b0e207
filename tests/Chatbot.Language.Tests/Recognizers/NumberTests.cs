namespace Chatbot.Language.Tests.Recognizers;

public sealed class NumberTests
{
    private static readonly RecognizerOptions Options = new(new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.FromHours(7)));

    [Theory]
    [InlineData("dua belas", 12)]
    [InlineData("tujuhbelas", 17)]
    [InlineData("seratus dua puluh satu ribu", 121_000)]
    [InlineData("1.250.000", 1_250_000)]
    [InlineData("1,250,000", 1_250_000)]
    [InlineData("3,75", 3.75)]
    [InlineData("12.5", 12.5)]
    [InlineData("6.800,00", 6800)]
    [InlineData("25rb", 25_000)]
    [InlineData("7rb5", 7_500)]
    [InlineData("1jt250", 1_250_000)]
    [InlineData("2 juta 750 ribu", 2_750_000)]
    [InlineData("16 ribu 8 ratus", 16_800)]
    [InlineData("setengah juta", 500_000)]
    [InlineData("dua juta setengah", 2_500_000)]
    [InlineData("dua setengah juta", 2_500_000)]
    [InlineData("tiga perempat", 0.75)]
    [InlineData("7 1/4", 7.25)]
    [InlineData("nol koma nol lima", 0.05)]
    [InlineData("minus delapan", -8)]
    [InlineData("−40", -40)]
    [InlineData("telung puluh lima ewu", 35_000)]
    [InlineData("opat ratus", 400)]
    [InlineData("lima likur", 25)]
    [InlineData("tgapuluh", 30)]
    [InlineData("tolu", 3)]
    [InlineData("noban", 20_000)]
    [InlineData("４５", 45)]
    [InlineData("1,5 M", 1_500_000_000)]
    public void A_quantity_is_read_from_digits_words_and_slang(string text, double value)
    {
        var found = NumberRecognizer.Recognize(text, Options).ShouldHaveSingleItem();
        found.Text.ShouldBe(text);
        ((Resolution.Number)found.Resolution).Value.ShouldBe((decimal)value);
    }

    [Theory]
    [InlineData("satu-satunya jalan")]
    [InlineData("salah satu")]
    [InlineData("kesatuan nelayan")]
    [InlineData("iya2")]
    [InlineData("08123456789")]
    [InlineData("3317014408909003")]
    [InlineData("17/8/1990")]
    [InlineData("setengah hati")]
    public void A_word_or_number_of_another_kind_is_no_quantity(string text) =>
        NumberRecognizer.Recognize(text, Options).ShouldBeEmpty();

    [Theory]
    [InlineData(0, "nol")]
    [InlineData(1_000, "seribu")]
    [InlineData(16_800, "enam belas ribu delapan ratus")]
    [InlineData(1_001_000, "satu juta seribu")]
    [InlineData(-115, "minus seratus lima belas")]
    [InlineData(2_000_000_000_011, "dua triliun sebelas")]
    public void A_number_is_written_in_words(long number, string words) => IndonesianNumber.ToWords(number).ShouldBe(words);

    [Fact]
    public void A_number_written_in_words_is_read_back_the_same()
    {
        var state = 88_172_645_463_325_252UL;
        for (var i = 0; i < 20_000; i++)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            // All magnitudes up to a quadrillion come as often as each other.
            var number = (long)(state % (ulong)Math.Pow(10, 1 + (i % 15))) * (i % 7 == 0 ? -1 : 1);
            var found = NumberRecognizer.Recognize(IndonesianNumber.ToWords(number), Options);
            found.Count.ShouldBe(1, IndonesianNumber.ToWords(number));
            ((Resolution.Number)found[0].Resolution).Value.ShouldBe(number);
        }
    }

    [Theory]
    [InlineData("ke-7", 7)]
    [InlineData("ke9", 9)]
    [InlineData("anak kelima", 5)]
    [InlineData("kedua puluh tiga", 23)]
    [InlineData("yang pertama", 1)]
    [InlineData("kaping pitu", 7)]
    public void A_place_in_a_row_is_read(string text, long value) =>
        ((Resolution.Ordinal)OrdinalRecognizer.Recognize(text, Options).ShouldHaveSingleItem().Resolution).Value.ShouldBe(value);

    [Theory]
    [InlineData("ketiga anak saya sekolah")]
    [InlineData("keempatnya ikut")]
    [InlineData("ke 2 kantor")]
    [InlineData("ketua kelompok")]
    public void All_of_them_is_no_place_in_a_row(string text) => OrdinalRecognizer.Recognize(text, Options).ShouldBeEmpty();

    [Theory]
    [InlineData("0,54%", 0.54)]
    [InlineData("dua koma lima persen", 2.5)]
    [InlineData("5,7 prosen", 5.7)]
    public void A_share_is_read_in_points(string text, double value) =>
        ((Resolution.Percentage)PercentageRecognizer.Recognize(text,
            Options).ShouldHaveSingleItem().Resolution).Value.ShouldBe((decimal)value);

    [Theory]
    [InlineData("Rp 20.500,-", 20_500, "IDR")]
    [InlineData("rp.3jt", 3_000_000, "IDR")]
    [InlineData("iuran 20.000 per bulan", 20_000, "IDR")]
    [InlineData("cuma punya 75rb doang", 75_000, "IDR")]
    [InlineData("Rp 25,000", 25_000, "IDR")]
    [InlineData("seribu perak", 1_000, "IDR")]
    [InlineData("120 ringgit", 120, "MYR")]
    [InlineData("NT$ 1.000", 1_000, "TWD")]
    [InlineData("7 dolar 50 sen", 7.5, "USD")]
    [InlineData("KWD 1,250", 1.25, "KWD")]
    [InlineData("12,500 Rial Oman", 12.5, "OMR")]
    [InlineData("Rp 12,500", 12_500, "IDR")]
    public void Money_is_read_with_its_currency(string text, double amount, string currency)
    {
        var money = (Resolution.Money)MoneyRecognizer.Recognize(text, Options).ShouldHaveSingleItem().Resolution;
        (money.Amount, money.Currency).ShouldBe(((decimal)amount, currency));
    }

    [Theory]
    [InlineData("2-3 juta", 2_000_000, 3_000_000)]
    [InlineData("600rb sampai 1jt", 600_000, 1_000_000)]
    [InlineData("di atas 4 juta", 4_000_000, null)]
    [InlineData("tidak sampai 500 ribu", null, 500_000)]
    [InlineData("3 juta ke bawah", null, 3_000_000)]
    public void Bounds_of_money_are_read(string text, int? from, int? to)
    {
        var range = (Resolution.MoneyRange)MoneyRecognizer.Recognize(text, Options).ShouldHaveSingleItem().Resolution;
        (range.From, range.To).ShouldBe(((decimal?)from, (decimal?)to));
    }

    [Theory]
    [InlineData("dua ribu orang")]
    [InlineData("tahun 2025")]
    [InlineData("3 bulan")]
    [InlineData("jam 7.30")]
    public void What_is_counted_or_timed_is_no_money(string text) => MoneyRecognizer.Recognize(text, Options).ShouldBeEmpty();
}
