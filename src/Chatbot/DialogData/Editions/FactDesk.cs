using System.Globalization;
using System.Text;
using Chatbot.Privacy.Access;
using Chatbot.Programs;

namespace Chatbot.DialogData.Editions;

/// <summary>A row of the facts, as staff sees it.</summary>
/// <param name="Fact">As it is with the draft.</param>
/// <param name="Key">Its row in the file: id and first day.</param>
/// <param name="IsDrafted">The draft adds or changes it.</param>
internal sealed record FactRow(Fact Fact, string Key, bool IsDrafted);

/// <summary>A new value of a fact from a day on: a further row, the one before ends the day before.</summary>
/// <param name="Id">Of the fact.</param>
/// <param name="Values">By their name; <see cref="Fact.OnlyValue"/> when there is one.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day; null: until something follows.</param>
/// <param name="Source">A key of the sources; empty when <paramref name="NewSource"/> says it.</param>
/// <param name="NewSource">A source that is not in the list yet, as people cite it.</param>
/// <param name="Confidence">How sure it is.</param>
internal sealed record NewValue(
    string Id, IReadOnlyDictionary<string, string> Values, DateOnly From, DateOnly? To, string Source, string NewSource, Confidence Confidence);

/// <summary>Facts for the console: a value is never written over, a later one follows it; who publishes approves it by his name.</summary>
internal sealed class FactDesk(EditionDesk editions)
{
    private const string FactFile = $"knowledge/{Facts.File}";

    private const string SourceFile = $"knowledge/{Sources.File}";

    /// <summary>Every row, superseded ones too, in the order of the file.</summary>
    public static IReadOnlyList<FactRow> RowsOf(Workbench bench)
    {
        var drafted = bench.Draft.Changes.Where(change => change.Change.Path == FactFile).Select(change => change.Change.Place.Split('/')[1].TrimStart('+')).ToHashSet();
        return [.. bench.Latest.Knowledge.Facts.All.Zip(KeysOf(bench), (fact, key) => new FactRow(fact, key, drafted.Contains(key)))];
    }

    /// <summary>Writes a new value into the draft; why not, or nothing.</summary>
    public async Task<string> ChangeAsync(StaffScope scope, NewValue change, CancellationToken cancellationToken)
    {
        var bench = await editions.OpenAsync(scope, cancellationToken);
        var rows = RowsOf(bench).Where(row => row.Fact.Id == change.Id).OrderBy(row => row.Fact.From).ToList();
        if (rows.Count == 0) return "Fakta ini tidak ada lagi.";
        if (change.To < change.From) return "Hari terakhir lebih awal daripada hari pertama.";
        var before = rows.LastOrDefault(row => row.Fact.From < change.From);
        var same = rows.FirstOrDefault(row => row.Fact.From == change.From);
        var after = rows.FirstOrDefault(row => row.Fact.From > change.From);
        var isOwn = same is not null && bench.Draft.Changes.Any(own => own.Change.Place == $"facts/+{same.Key}");
        if (same is not null && !isOwn) return $"Sudah ada nilai yang mulai berlaku pada {Day(change.From)}. Pilih hari lain.";
        if (before is null) return "Nilai baru mulai berlaku sesudah nilai yang sudah ada.";
        if (after is not null && change.To is { } until && until >= after.Fact.From) return $"Mulai {Day(after.Fact.From)} sudah ada nilai lain. Akhiri sebelum hari itu.";
        var to = change.To ?? (after is null ? null : after.Fact.From.AddDays(-1));
        if (after is not null && to != after.Fact.From.AddDays(-1)) return $"Ada hari tanpa nilai sebelum {Day(after.Fact.From)}. Isi sampai hari sebelumnya.";
        if (before.Fact.To < change.From.AddDays(-1)) return $"Nilai sebelumnya berakhir {Day(before.Fact.To)}; nilai baru mulai sehari sesudahnya, supaya tidak ada hari tanpa nilai.";

        var values = new Dictionary<string, FactValue>(StringComparer.Ordinal);
        foreach (var (name, old) in before.Fact.Values)
        {
            var value = new FactValue(Raw(change.Values.GetValueOrDefault(name) ?? "", old.Unit), old.Unit);
            if (value.Raw.Length == 0 || value.Say("") is null) return $"«{change.Values.GetValueOrDefault(name)}» bukan nilai yang cocok{(name.Length > 0 ? $" untuk {name}" : "")} (satuan: {UnitWords(old.Unit)}).";
            values[name] = value;
        }

        var sources = SourceOf(bench, change, out var source);
        if (source.Length == 0) return "Sebutkan sumbernya.";
        var fact = before.Fact with { Values = values, From = change.From, To = to ?? DateOnly.MaxValue, Confidence = change.Confidence };
        var key = $"{change.Id}@{Iso(change.From)}";
        List<DialogChange> changes = [.. sources, new DialogChange(FactFile, $"facts/+{key}", "", Row(fact, source))];
        if (before.Fact.To >= change.From)
        {
            var published = YamlText.Parse(bench.Current.Files.Text(FactFile));
            changes.Add(new DialogChange(FactFile, $"facts/{before.Key}/to", published.Value($"facts/{before.Key}/to") ?? "", Iso(change.From.AddDays(-1))));
        }

        return await editions.WriteAsync(scope, changes, cancellationToken);
    }

    /// <summary>Has facts approved with the next publication, by the name of who publishes; why not, or nothing.</summary>
    public async Task<string> ApproveAsync(StaffScope scope, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var bench = await editions.OpenAsync(scope, cancellationToken);
        var open = RowsOf(bench).Where(row => row.Fact.ApprovedBy.Length == 0 && keys.Contains(row.Key));
        return await editions.WriteAsync(
            scope, [.. open.Select(row => new DialogChange(FactFile, $"facts/{row.Key}/approved_by", "", DialogChange.Approver))], cancellationToken);
    }

    /// <summary>A unit in words: <c>rupiah</c>.</summary>
    public static string UnitWords(string unit) => unit switch
    {
        "idr" => "rupiah",
        "percent" => "persen",
        "months" => "bulan",
        "days" => "hari",
        "hours" => "jam",
        "years" or "age" => "tahun",
        "times" => "kali",
        "number" => "angka",
        "text" => "kalimat",
        "month" => "bulan, seperti 2026-12",
        "date" => "tanggal, seperti 2026-12-31",
        "phone" => "nomor telepon",
        "url" => "alamat web",
        _ => unit,
    };

    private static IReadOnlyList<string> KeysOf(Workbench bench) => YamlText.Parse(bench.Latest.Files.Text(FactFile)).RowsOf("facts");

    /// <summary>As it stands in the file: «Rp17.500» is 17500, «0,36» is 0.36.</summary>
    private static string Raw(string value, string unit)
    {
        var text = value.Trim();
        if (unit is "text" or "phone" or "url" or "month" or "date") return text;
        var bare = text.Replace("Rp", "", StringComparison.OrdinalIgnoreCase).Replace("%", "", StringComparison.Ordinal).Trim();
        return bare.Replace(".", unit == "idr" ? "" : ".", StringComparison.Ordinal).Replace(',', '.');
    }

    private static List<DialogChange> SourceOf(Workbench bench, NewValue change, out string key)
    {
        var known = bench.Latest.Knowledge.Sources.ByKey;
        var cited = string.Join(' ', change.NewSource.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (cited.Length == 0)
        {
            key = known.ContainsKey(change.Source) ? change.Source : "";
            return [];
        }

        if (known.FirstOrDefault(source => string.Equals(source.Value, cited, StringComparison.OrdinalIgnoreCase)) is { Key: { } there })
        {
            key = there;
            return [];
        }

        key = Enumerable.Range(1, known.Count + 1).Select(number => $"C-{number:D3}").First(free => !known.ContainsKey(free));
        return [new DialogChange(SourceFile, $"sources/+{key}", "", cited)];
    }

    private string Row(Fact fact, string source)
    {
        var row = new StringBuilder("{").Append(CultureInfo.InvariantCulture, $"id: {fact.Id}, what: {YamlText.Scalar(fact.What)}, ");
        var unit = fact.Values.Values.First().Unit;
        if (fact.Values.TryGetValue(Fact.OnlyValue, out var only))
        {
            row.Append(CultureInfo.InvariantCulture, $"value: {YamlText.Scalar(only.Raw)}, unit: {only.Unit}");
        }
        else
        {
            row.Append(CultureInfo.InvariantCulture, $"values: {{{string.Join(", ", fact.Values.Select(value => $"{value.Key}: {YamlText.Scalar(value.Value.Raw)}"))}}}, unit: {unit}");
            var others = fact.Values.Where(value => value.Value.Unit != unit).Select(value => $"{value.Key}: {value.Value.Unit}").ToList();
            if (others.Count > 0) row.Append(CultureInfo.InvariantCulture, $", units: {{{string.Join(", ", others)}}}");
        }

        foreach (var (name, value) in new[] { ("segment", fact.Segment), ("program", fact.Program), ("sector", fact.Sector), ("payer", fact.Payer) })
            if (value.Length > 0) row.Append(CultureInfo.InvariantCulture, $", {name}: {YamlText.Scalar(value)}");
        row.Append(CultureInfo.InvariantCulture, $", from: {Iso(fact.From)}");
        if (fact.To < DateOnly.MaxValue) row.Append(CultureInfo.InvariantCulture, $", to: {Iso(fact.To)}");
        var confidence = fact.Confidence switch
        {
            Confidence.High => "high",
            Confidence.Medium => "medium",
            Confidence.Verify => "verify",
        };
        return row.Append(
            CultureInfo.InvariantCulture,
            $", confidence: {confidence}, source: {YamlText.Scalar(source)}, checked_on: {Iso(editions.Today)}, approved_by: {YamlText.Scalar(DialogChange.Approver)}}}").ToString();
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => CoverageMonth.InWords(day);
}
