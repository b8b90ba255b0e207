using Chatbot.Programs;

namespace Chatbot.Tests.Programs;

public sealed class AskedPriceTests
{
    private static readonly DateTimeOffset Now = KnowledgeFolder.Noon(KnowledgeFolder.Today);

    [Theory]
    [InlineData("berapa iurannya", null, null, null, null)]
    [InlineData("berapa iuran ojek bulan april 2027", "2027-04", null, null, "tukang ojek")]
    [InlineData("bulan depan brp", "2026-12", null, null, null)]
    [InlineData("tahun depan berapa iurannya", "2027-01", null, null, null)]
    [InlineData("bayar setahun sekaligus", null, 12, null, null)]
    [InlineData("bayar 6 bln brp", null, 6, null, null)]
    // A month is what everybody pays for; a day's or a year's pay is no number of months.
    [InlineData("penghasilan 3 juta sebulan bayar berapa", null, null, 3_000_000, null)]
    [InlineData("masih 8400 sebulan?", null, null, null, null)]
    [InlineData("gaji 100rb sehari", null, null, null, null)]
    // More than a channel takes at once.
    [InlineData("kalau bayar 5 tahun", null, null, null, null)]
    public void A_question_names_what_it_asks_for(string text, string? month, int? months, int? income, string? job)
    {
        var asked = AskedPrice.Read(text, Now, KnowledgeFolder.Knowledge.Occupations);

        asked.Month?.ToString().ShouldBe(month);
        asked.Months.ShouldBe(months);
        asked.Income.ShouldBe(income);
        asked.Job?.Job.ShouldBe(job);
    }

    [Theory]
    [InlineData("iurannya berapa", "general", null, null)]
    // PP 50/2025: half price for transport until March 2027, for others until December 2026.
    [InlineData("iuran januari 2027", "both", "Rp16.800", "")]
    [InlineData("iuran petani januari 2027", "month", "Rp16.800", "")]
    [InlineData("iuran ojek januari 2027", "month", "Rp8.400", "(keringanan 50% sampai Maret 2027)")]
    [InlineData("iuran ojek april 2027", "month", "Rp16.800", "")]
    [InlineData("iuran desember", "month", "Rp8.400", "(keringanan 50% sampai Desember 2026)")]
    [InlineData("nelayan penghasilan 2 juta", "income", "Rp13.400", "(keringanan 50% sampai Desember 2026)")]
    [InlineData("penghasilan 2 juta iuran januari 2027", "ask_job", null, null)]
    [InlineData("iuran nelayan 3 bulan", "months", "Rp33.600", "(keringanan 50% sampai Desember 2026)")]
    [InlineData("bayar 3 bulan", "months_both", "Rp33.600", "(keringanan 50% sampai Desember 2026)")]
    [InlineData("sopir penghasilan 2 juta bayar 6 bulan", "months_income", "Rp93.800", "(keringanan 50% sampai Maret 2027)")]
    // Before the tariff began there is no price, and far ahead nobody knows one.
    [InlineData("iuran januari 2010", "general", null, null)]
    [InlineData("iuran januari 2040", "general", null, null)]
    public void Each_month_is_priced_by_its_own_tariff(string text, string outcome, string? price, string? relief)
    {
        var answer = AskedPrice.Read(text, Now, KnowledgeFolder.Knowledge.Occupations).Answer(KnowledgeFolder.Knowledge, Now);

        answer.Outcome.ShouldBe(outcome);
        answer.Values.GetValueOrDefault("price").ShouldBe(price);
        answer.Values.GetValueOrDefault("price_relief").ShouldBe(relief);
    }
}
