using System.Text.RegularExpressions;
using Chatbot.Membership.Sponsors;
using Chatbot.Programs;

namespace Chatbot.Membership.Files;

/// <summary>What reading a row needs to know beside the row.</summary>
/// <param name="Kind">What the file is a list of.</param>
/// <param name="Today">The branch's local date.</param>
/// <param name="MinAge">Completed years (F-BPU-03).</param>
/// <param name="MaxAgeExclusive">Completed years that must not have been reached (F-BPU-02).</param>
/// <param name="Occupations">The words people use for their work.</param>
internal sealed record ReadingRules(ImportKind Kind, DateOnly Today, int MinAge, int MaxAgeExclusive, Occupations Occupations);

/// <summary>Reads a row of a list: its values, and what is wrong with them. Knows nothing of other rows or of the records. Pure.</summary>
internal sealed partial class RowReader(ReadingRules rules)
{
    // Months before and after today for which a contribution is taken.
    private const int MonthsBack = 24;
    private const int MonthsAhead = 12;

    // Below this an income is probably a day's (programs.md 3.2).
    private const long LeastMonthly = 500_000;

    private readonly Dictionary<string, (string Job, string Sector, bool Known)> jobs = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> places = new(StringComparer.Ordinal);

    /// <summary>The row, or null when a problem keeps it out.</summary>
    /// <param name="row">As it stands.</param>
    /// <param name="layout">Which column is what.</param>
    /// <param name="place">Village and district from captions, where the row has none.</param>
    /// <param name="problems">Gets what is wrong.</param>
    public ListRow? Read(TableRow row, SheetLayout layout, (string Village, string District) place, List<RowProblem> problems)
    {
        var start = problems.Count;
        void Say(RowProblemKind kind, Column? column, int number = 0) =>
            problems.Add(new RowProblem(kind, row.Sheet, row.Number, column is { } one ? layout[one] : -1, number));

        var nikCell = row[layout[Column.Nik]];
        if (NikCell.Read(nikCell, rules.Today, out var nik) is { } wrong) Say(wrong, Column.Nik, NikCell.Digits(nikCell));
        var read = rules.Kind == ImportKind.Contributions ? Contribution(row, layout, nik, Say) : Person(row, layout, place, nik, Say);
        for (var i = start; i < problems.Count; i++)
            if (problems[i].KeepsOut) return null;
        return read;
    }

    private ListRow Person(
        TableRow row, SheetLayout layout, (string Village, string District) place, string nik, Action<RowProblemKind, Column?, int> say)
    {
        var name = Name(row[layout[Column.Name]], kind => say(kind, Column.Name, 0));
        var birth = BirthDate(row, layout, nik, say);
        if (nik.Length > 0)
        {
            switch (AgeOf(nik, birth.Given))
            {
                case AgeAnswer.TooYoung:
                    say(RowProblemKind.TooYoung, Column.Nik, rules.MinAge);
                    break;
                case AgeAnswer.TooOld:
                    say(RowProblemKind.TooOld, Column.Nik, rules.MaxAgeExclusive);
                    break;
                case AgeAnswer.Unknown:
                    say(RowProblemKind.AgeUnclear, Column.Nik, 0);
                    break;
                case AgeAnswer.Ok or AgeAnswer.Invalid:
                    break;
            }

            // An unknown code may be older than the lists (identity.md 1.2).
            if (Language.NikRecognizer.Check(nik, rules.Today) is { KnownRegency: false }) say(RowProblemKind.RegionUnknown, Column.Nik, 0);
        }

        var phoneCell = row[layout[Column.Phone]];
        var phone = PhoneCell.Read(phoneCell);
        if (phone is null && phoneCell.Text.Any(char.IsLetterOrDigit)) say(RowProblemKind.PhoneUnreadable, Column.Phone, 0);
        var (job, sector, known) = Job(row[layout[Column.Job]].Text);
        if (!known) say(RowProblemKind.JobUnknown, Column.Job, 0);
        return new ListRow(row.Sheet, row.Number)
        {
            Nik = nik,
            Name = name,
            Phone = phone ?? "",
            Job = job,
            Sector = sector,
            Income = Income(row[layout[Column.Income]], say),
            Programs = Programs(row[layout[Column.Programs]].Text, say),
            Village = Place(row[layout[Column.Village]].Text) is { Length: > 0 } village ? village : Place(place.Village),
            District = Place(row[layout[Column.District]].Text) is { Length: > 0 } district ? district : Place(place.District),
            BirthDate = birth.Differing,
            NeedsReview = birth.Differing is not null || !known,
        };
    }

    private ListRow Contribution(TableRow row, SheetLayout layout, string nik, Action<RowProblemKind, Column?, int> say)
    {
        var month = MonthCell.Read(row[layout[Column.Month]]);
        var now = CoverageMonth.Of(rules.Today);
        if (month is null) say(RowProblemKind.MonthUnreadable, Column.Month, 0);
        else if (month.Value.MonthsSince(now) is < -MonthsBack or > MonthsAhead) say(RowProblemKind.MonthTooFar, Column.Month, 0);
        var months = row[layout[Column.Months]] is { IsEmpty: false } count ? (int)Math.Clamp(MoneyCell.Read(count) ?? 0, 0, 99) : 1;
        if (months is < 1 or > 12) say(RowProblemKind.MonthTooFar, Column.Months, 0);
        var amount = MoneyCell.Read(row[layout[Column.Amount]]);
        if (amount is null or 0) say(RowProblemKind.AmountUnreadable, Column.Amount, 0);
        DateOnly? paidAt = null;
        if (row[layout[Column.PaidAt]] is { IsEmpty: false } paid)
        {
            paidAt = DateCell.Read(paid).Where(day => day <= rules.Today).Select(day => (DateOnly?)day).LastOrDefault();
            if (paidAt is null) say(RowProblemKind.PaidAtUnreadable, Column.PaidAt, 0);
        }

        return new ListRow(row.Sheet, row.Number) { Nik = nik, Month = month ?? default, Months = months, Amount = amount ?? 0, PaidAt = paidAt };
    }

    /// <summary>A name as on the KTP; of one word is right, and so are apostrophe, hyphen, dot (identity.md section 2).</summary>
    private static string Name(Cell cell, Action<RowProblemKind> say)
    {
        if (cell.IsFormula) say(RowProblemKind.FormulaInName);
        var name = string.Join(' ', cell.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimStart('\'');
        if (name.Length == 0) say(RowProblemKind.NameMissing);
        else if (!cell.IsFormula && (name.Length is < 2 or > 60 || !NameLetters().IsMatch(name))) say(RowProblemKind.NameWrong);
        return name.ToUpperInvariant();
    }

    /// <summary>The day in the list, and the same again when it is none that the NIK can mean.</summary>
    private (DateOnly? Given, DateOnly? Differing) BirthDate(TableRow row, SheetLayout layout, string nik, Action<RowProblemKind, Column?, int> say)
    {
        var column = layout.Has(Column.BirthDate) ? Column.BirthDate : Column.PlaceAndBirthDate;
        var cell = row[layout[column]];
        if (column == Column.PlaceAndBirthDate) cell = DateCell.AfterPlace(cell);
        if (cell.IsEmpty) return (null, null);
        var days = DateCell.Read(cell).Where(day => day <= rules.Today).ToList();
        if (days.Count == 0)
        {
            say(RowProblemKind.BirthDateUnreadable, column, 0);
            return (null, null);
        }

        if (nik.Length == 0) return (null, null);
        var meant = AgeRule.BirthDates(nik, rules.Today);
        foreach (var day in days)
            if (meant.Contains(day)) return (day, null);
        // Of two centuries the one in which he may work.
        var differing = days.Find(day => AgeRule.Age(day, rules.Today) is var age && age >= rules.MinAge && age < rules.MaxAgeExclusive);
        if (differing == default) differing = days[^1];
        say(RowProblemKind.BirthDateDiffers, column, 0);
        return (null, differing);
    }

    // A day that fits the NIK settles its century.
    private AgeAnswer AgeOf(string nik, DateOnly? born)
    {
        if (born is not { } day) return AgeRule.Of(nik, rules.Today, rules.MinAge, rules.MaxAgeExclusive);
        var age = AgeRule.Age(day, rules.Today);
        return age < rules.MinAge ? AgeAnswer.TooYoung : age >= rules.MaxAgeExclusive ? AgeAnswer.TooOld : AgeAnswer.Ok;
    }

    private (string Job, string Sector, bool Known) Job(string text)
    {
        if (text.Length == 0) return ("", "other", true);
        if (jobs.TryGetValue(text, out var seen)) return seen;
        var found = rules.Occupations.Find(text);
        var job = found is null
            ? (Shortened(text), "other", false)
            : (found.Job, found.Sector == Sector.Transport ? "transport" : "other", true);
        // The words for work are few; whoever writes a story into the cell does not fill the memory.
        if (jobs.Count < 10_000) jobs[text] = job;
        return job;
    }

    private static long Income(Cell cell, Action<RowProblemKind, Column?, int> say)
    {
        if (cell.IsEmpty || cell.Text is "-") return 0;
        switch (MoneyCell.Read(cell))
        {
            case null:
                say(RowProblemKind.IncomeUnreadable, Column.Income, 0);
                return 0;
            case > 0 and < LeastMonthly:
                say(RowProblemKind.IncomeLooksDaily, Column.Income, 0);
                return 0;
            case var income:
                return income.Value;
        }
    }

    private static string Programs(string text, Action<RowProblemKind, Column?, int> say)
    {
        if (text.Length == 0) return "jkk,jkm";
        if (BatchPrice.ReadPrograms(Joints().Replace(text, ",")) is { } programs) return BatchPrice.Text(programs);
        say(RowProblemKind.ProgramsUnreadable, Column.Programs, 0);
        return "jkk,jkm";
    }

    /// <summary><c>SIDAN</c> for «Desa Sidan», «ds. sidan».</summary>
    private string Place(string text)
    {
        if (text.Length == 0) return "";
        if (places.TryGetValue(text, out var seen)) return seen;
        var plain = string.Join(' ', PlaceLabel().Replace(Shortened(text), "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();
        if (!plain.Any(char.IsLetter)) plain = "";
        if (places.Count < 100_000) places[text] = plain;
        return plain;
    }

    private static string Shortened(string text) => (text.Length > 60 ? text[..60] : text).Trim();

    [GeneratedRegex(@"^[\p{L}\p{M}][\p{L}\p{M} .,'’`´/()\-]*$")]
    private static partial Regex NameLetters();

    [GeneratedRegex(@"\s*(?:&|/|;|\bdan\b|\+)\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Joints();

    [GeneratedRegex(@"^\s*(?:desa|ds|kelurahan|kel|kecamatan|kec)\b\s*[.:]*\s*", RegexOptions.IgnoreCase)]
    private static partial Regex PlaceLabel();
}
