using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Chatbot.Programs;

/// <summary>The words of <c>price</c> on the command line, as typed; null for an option that was not given.</summary>
internal sealed record PriceArguments(string? Month, string? Income, string? Sector, string? Payer, string? Programs, string? Months);

/// <summary>The <c>price</c> command: one question from the arguments, or many as JSON lines.</summary>
internal static class PriceCommand
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>A question was refused; the reason is on standard error.</summary>
    public const int Refused = 1;

    /// <summary>An option is missing.</summary>
    public const int WrongUsage = 2;

    private const string Usage =
        "usage: price --month 2026-12 --income 1000000 --sector other|transport --payer self|government --programs JKK,JKM[,JHT] [--months 3]";

    // So that a refused line does not fill the terminal.
    private const int LongestEcho = 60;

    /// <summary>Answers one question.</summary>
    public static int Run(Tariff tariff, PriceArguments arguments, TextWriter output, TextWriter error)
    {
        if (arguments is not { Month: { } month, Income: { } income, Sector: { } sector, Payer: { } payer, Programs: { } programs })
        {
            error.WriteLine(Usage);
            return WrongUsage;
        }
        var (answer, reason) = Answer(tariff, month, income, sector, payer, programs.Split(','), arguments.Months ?? "1");
        if (answer is null)
        {
            error.WriteLine(reason);
            return Refused;
        }
        output.WriteLine(Json(null, answer));
        return Done;
    }

    /// <summary>Answers each line, in order; a line that cannot be answered gets <c>{"id","error"}</c>.</summary>
    public static int RunLines(Tariff tariff, TextReader input, TextWriter output, TextWriter error)
    {
        var exit = Done;
        while (input.ReadLine() is { } line)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var (id, answer, reason) = AnswerLine(tariff, line);
            if (answer is null)
            {
                exit = Refused;
                error.WriteLine(reason);
                output.WriteLine(Json(id, reason));
            }
            else
                output.WriteLine(Json(id, answer));
        }
        return exit;
    }

    private static (JsonElement? Id, PriceAnswer.Priced? Answer, string Reason) AnswerLine(Tariff tariff, string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return (null, null, "the line is not a JSON object");
            var id = root.TryGetProperty("id", out var found) ? found.Clone() : (JsonElement?)null;
            var programs = root.TryGetProperty("programs", out var list) && list.ValueKind == JsonValueKind.Array
                ? [.. list.EnumerateArray().Select(Word)]
                : Text(root, "programs")?.Split(',');
            if (Text(root, "month") is not { } month || Text(root, "income") is not { } income || programs is null)
                return (id, null, "month, income and programs are needed");
            var (answer, reason) = Answer(
                tariff, month, income, Text(root, "sector") ?? "other", Text(root, "payer") ?? "self", programs, Text(root, "months") ?? "1");
            return (id, answer, reason);
        }
        catch (JsonException)
        {
            return (null, null, "the line is not JSON");
        }
    }

    private static (PriceAnswer.Priced? Answer, string Reason) Answer(
        Tariff tariff, string month, string income, string sector, string payer, IReadOnlyList<string> programs, string months)
    {
        if (!CoverageMonth.TryParse(month, out var first))
            return (null, $"month '{Echo(month)}' is not a month such as 2026-12");
        if (!decimal.TryParse(income, NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var rupiah))
            return (null, $"income '{Echo(income)}' is not an amount in whole rupiah, digits only");
        if (!int.TryParse(months, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return (null, $"months '{Echo(months)}' is not a number of months");
        Sector? work = sector switch
        {
            "other" => Sector.Other,
            "transport" => Sector.Transport,
            _ => null,
        };
        if (work is null)
            return (null, $"sector '{Echo(sector)}' is not other or transport");
        Payer? who = payer switch
        {
            "self" => Payer.Self,
            "government" or "APBN" or "APBD" => Payer.Government,
            _ => null,
        };
        if (who is null)
            return (null, $"payer '{Echo(payer)}' is not self or government");

        var chosen = new List<BpuProgram>();
        foreach (var name in programs.Select(name => name.Trim().ToUpperInvariant()))
            switch (name)
            {
                case "JKK":
                    chosen.Add(BpuProgram.Jkk);
                    break;
                case "JKM":
                    chosen.Add(BpuProgram.Jkm);
                    break;
                case "JHT":
                    chosen.Add(BpuProgram.Jht);
                    break;
                default:
                    return (null, $"program '{Echo(name)}' is not one that a BPU member can pay for: JKK, JKM, JHT");
            }

        // PP 44/2015: a BPU member is in JKK and JKM; only JHT is a choice.
        if (!chosen.Contains(BpuProgram.Jkk) || !chosen.Contains(BpuProgram.Jkm))
            return (null, "JKK and JKM are mandatory for a BPU member");
        return ContributionPrice.Of(tariff, new PriceRequest(first, rupiah, chosen, work.Value, who.Value, count)) switch
        {
            PriceAnswer.Priced priced => (priced, ""),
            PriceAnswer.Refused refused => (null, refused.Reason),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? Word(value) : null;

    private static string Word(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : value.GetRawText();

    private static string Echo(string text) => text.Length <= LongestEcho ? text : text[..LongestEcho];

    private static string Json(JsonElement? id, PriceAnswer.Priced answer) => Write(id, json =>
    {
        json.WriteNumber("total", answer.Total);
        json.WriteStartArray("months");
        foreach (var month in answer.Months)
        {
            json.WriteStartObject();
            json.WriteString("month", month.Month.ToString());
            json.WriteStartObject("amounts");
            foreach (var (program, amount) in month.Amounts)
                json.WriteNumber(program.ToString().ToUpperInvariant(), amount);
            json.WriteEndObject();
            json.WriteString("policy", month.Policy);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    private static string Json(JsonElement? id, string reason) =>
        Write(id ?? JsonSerializer.SerializeToElement<string?>(null), json => json.WriteString("error", reason));

    private static string Write(JsonElement? id, Action<Utf8JsonWriter> rest)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            if (id is { } given)
            {
                json.WritePropertyName("id");
                given.WriteTo(json);
            }
            rest(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
