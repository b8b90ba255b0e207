using System.Text.Json;
using System.Text.Json.Serialization;
using Chatbot.Language;

namespace Chatbot.Campaigns.Audiences;

/// <summary>Who is left out of an audience, beside those who may not be written to at all.</summary>
/// <param name="Lists">Numbers of imported lists.</param>
/// <param name="Audiences">Numbers of other audiences; their latest version counts.</param>
/// <param name="ContactedWithinDays">Who got a campaign within so many days; 0: nobody.</param>
internal sealed record AudienceExclusions(IReadOnlyList<string> Lists, IReadOnlyList<string> Audiences, int ContactedWithinDays)
{
    public static AudienceExclusions None { get; } = new([], [], 0);
}

/// <summary>An audience as it is stored: JSON, so that it can be kept, compared and written by hand.</summary>
/// <param name="Who">Who belongs to it.</param>
/// <param name="Except">Who is left out.</param>
internal sealed record AudienceDefinition(AudienceFilter Who, AudienceExclusions Except)
{
    /// <summary>Deeper trees are nobody's intention.</summary>
    public const int MostDepth = 8;

    private const int MostConditions = 60;
    private const int MostDays = 3_650;

    /// <summary>The form of the JSON, for the time when it changes.</summary>
    public int Format { get; init; } = 1;

    /// <summary>The same, leaving out whoever got a campaign within so many days, at least.</summary>
    public AudienceDefinition NotWithin(int days) =>
        this with { Except = Except with { ContactedWithinDays = Math.Max(Except.ContactedWithinDays, days) } };

    public string Write() => JsonSerializer.Serialize(this, AudienceJson.Default.AudienceDefinition);

    /// <exception cref="JsonException">Not a definition in this form.</exception>
    public static AudienceDefinition Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, AudienceJson.Default.AudienceDefinition) is { Format: 1, Who: not null, Except: not null } read
                ? read
                : throw new JsonException("The definition of an audience has no 'who' or no 'except', or is of another format.");
        }
        catch (NotSupportedException other)
        {
            throw new JsonException(other.Message);
        }
    }

    /// <summary>What is wrong with it, in words for the staff.</summary>
    public IReadOnlyList<string> Mistakes()
    {
        List<string> mistakes = [];
        var count = 0;
        Look(Who, 1);
        if (count > MostConditions) mistakes.Add($"Paling banyak {MostConditions} syarat dalam satu audiens.");
        if (Except.ContactedWithinDays is < 0 or > MostDays) mistakes.Add("Jumlah hari sejak kampanye terakhir tidak wajar.");
        return [.. mistakes.Distinct()];

        void Look(AudienceFilter filter, int depth)
        {
            count++;
            if (depth > MostDepth)
            {
                mistakes.Add($"Syarat bersarang lebih dari {MostDepth} tingkat.");
                return;
            }

            switch (filter)
            {
                case AudienceFilter.All(var of):
                    foreach (var one in of) Look(one, depth + 1);
                    break;
                case AudienceFilter.Any(var of):
                    if (of.Count == 0) mistakes.Add("Pilihan «salah satu» masih kosong, jadi tidak ada orang di dalamnya.");
                    foreach (var one in of) Look(one, depth + 1);
                    break;
                case AudienceFilter.Not(var of):
                    Look(of, depth + 1);
                    break;
                case AudienceFilter.InRegion(var code) when RegionNames.Find(code) is null:
                    mistakes.Add($"Kode wilayah {code} tidak dikenal; pakai kode Kemendagri tanpa titik, misalnya 3509 atau 350904.");
                    break;
                case AudienceFilter.InSector(var sector) when sector is not ("transport" or "other"):
                    mistakes.Add($"Sektor {sector} tidak ada; pilih transport atau other.");
                    break;
                case AudienceFilter.WithStatus({ Count: 0 }):
                    mistakes.Add("Syarat status masih kosong.");
                    break;
                case AudienceFilter.WroteWithin(< 1 or > MostDays):
                    mistakes.Add("Jumlah hari sejak menulis tidak wajar.");
                    break;
            }
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(AudienceDefinition))]
internal sealed partial class AudienceJson : JsonSerializerContext;
