using System.Globalization;
using Chatbot.Dialogs;
using Chatbot.Language;

namespace Chatbot.Programs;

/// <summary>What a question about the price names: «iuran ojek bulan April», «kalau bayar setahun», «penghasilan 3 juta bayar berapa».</summary>
/// <param name="Month">The first coverage month that is meant; null when none is said.</param>
/// <param name="Months">How many months are paid at once; null when it is not said or is one.</param>
/// <param name="Income">Rupiah a month; null when it is not said.</param>
/// <param name="Job">The work that is named.</param>
internal sealed record AskedPrice(CoverageMonth? Month, int? Months, decimal? Income, Occupation? Job)
{
    /// <summary>Less is what somebody earns a day, or a price that is asked about (programs.md 3.2).</summary>
    private const decimal LeastIncome = 500_000;

    /// <summary>Channels take at most a year at once (F-IUR-07).</summary>
    private const int MostMonths = 12;

    private static readonly BpuProgram[] Basic = [BpuProgram.Jkk, BpuProgram.Jkm];

    private static readonly BpuProgram[] AllThree = [BpuProgram.Jkk, BpuProgram.Jkm, BpuProgram.Jht];

    public bool IsGeneral => this is { Month: null, Months: null, Income: null, Job: null };

    /// <param name="text">The question.</param>
    /// <param name="now">The person's local time: «bulan depan» counts from it.</param>
    /// <param name="occupations">The words for work.</param>
    public static AskedPrice Read(string text, DateTimeOffset now, Occupations occupations)
    {
        var meanings = Recognizers.All(text, new RecognizerOptions(now)).Select(found => found.Resolution).ToList();
        var period = meanings.OfType<Resolution.Period>().FirstOrDefault(period => period.Granularity is "month" or "year");
        return new AskedPrice(
            period is null ? null : CoverageMonth.Of(period.Start),
            meanings.OfType<Resolution.Duration>().Select(MonthsIn).FirstOrDefault(months => months is > 1 and <= MostMonths),
            meanings.OfType<Resolution.Money>().FirstOrDefault(money => money.Amount >= LeastIncome)?.Amount,
            occupations.Find(text));
    }

    /// <summary>
    /// <c>general</c>: nothing is named. <c>month</c>, <c>months</c>: from the lowest tier. <c>income</c>, <c>months_income</c>: for that
    /// income. <c>both</c>, <c>months_both</c>: the price depends on the sector, and no work is named; <c>ask_job</c>: the same with an income.
    /// </summary>
    public ActionResult Answer(Knowledge knowledge, DateTimeOffset now)
    {
        var (tariff, first, count) = (knowledge.Tariff, Month ?? CoverageMonth.Of(now), Months ?? 1);
        if (IsGeneral || first < tariff.Begin || first.Year > now.Year + 5) return new ActionResult("general");

        var sector = Job?.Sector ?? Sector.Other;
        var here = Price(Basic, sector);
        var transport = Price(Basic, Sector.Transport);
        var differs = Job is null && here.Total != transport.Total;
        if (differs && Income is not null) return new ActionResult("ask_job");
        var outcome = (count > 1, Income is not null, differs) switch
        {
            (false, true, _) => "income",
            (false, false, true) => "both",
            (false, false, false) => "month",
            (true, true, _) => "months_income",
            (true, false, true) => "months_both",
            (true, false, false) => "months",
        };
        var relief = sector == Sector.Transport ? "iuran.transport.relief" : "iuran.relief";
        return new ActionResult(outcome, new Dictionary<string, string>
        {
            ["asked_job"] = Job?.Job ?? tariff.Anybody,
            ["asked_income"] = Rupiah.Text(Income ?? 0),
            ["first_month"] = first.InWords(),
            ["last_month"] = first.AddMonths(count - 1).InWords(),
            ["count"] = count.ToString(CultureInfo.InvariantCulture),
            ["price"] = Rupiah.Text(here.Total),
            ["price_jht"] = Rupiah.Text(Price(AllThree, sector).Total),
            ["price_transport"] = Rupiah.Text(transport.Total),
            ["parts"] = Parts(here),
            ["price_relief"] = knowledge.Text(relief, new DateTimeOffset(first.FirstDay.ToDateTime(TimeOnly.MinValue), now.Offset)) ?? "",
        });

        PriceAnswer.Priced Price(BpuProgram[] programs, Sector of) =>
            (PriceAnswer.Priced)ContributionPrice.Of(tariff, new PriceRequest(first, Income ?? 0, programs, of, Payer.Self, count));
    }

    /// <summary>What the checker of dialogs must know; every value at its longest.</summary>
    public static ActionSignature Signature(string name, Knowledge knowledge, string longestAmount)
    {
        var month = new CoverageMonth(2026, 9).InWords();
        return new ActionSignature(
            name,
            ["general", "month", "both", "income", "months", "months_both", "months_income", "ask_job"],
            new Dictionary<string, string>
            {
                ["asked_job"] = knowledge.Occupations.All.MaxBy(job => job.Job.Length)?.Job ?? "",
                ["asked_income"] = "Rp999.999.999",
                ["first_month"] = month,
                ["last_month"] = month,
                ["count"] = MostMonths.ToString(CultureInfo.InvariantCulture),
                ["price"] = longestAmount,
                ["price_jht"] = longestAmount,
                ["price_transport"] = longestAmount,
                ["parts"] = "10 x Rp106.900 + 10 x Rp213.800",
                ["price_relief"] = knowledge.Longest("iuran.relief") ?? "",
            }) { Public = true };
    }

    /// <summary><c>1 x Rp8.400 + 11 x Rp16.800</c>: the months by what each costs, in their order.</summary>
    private static string Parts(PriceAnswer.Priced priced) =>
        string.Join(" + ", priced.Months.GroupBy(month => month.Total).Select(same => $"{same.Count()} x {Rupiah.Text(same.Key)}"));

    private static int? MonthsIn(Resolution.Duration duration) => duration.Iso switch
    {
        ['P', .. var number, 'M'] when Whole(number) is { } months => months,
        ['P', .. var number, 'Y'] when Whole(number) is { } years => years * 12,
        _ => null,
    };

    private static int? Whole(string number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) && whole <= 100 ? whole : null;
}
