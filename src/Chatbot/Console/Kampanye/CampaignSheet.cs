using Chatbot.Campaigns;
using Chatbot.Campaigns.Audiences;
using Chatbot.Templates;

namespace Chatbot.Console.Kampanye;

/// <summary>One of the texts while it is being written.</summary>
public sealed class VariantSheet
{
    internal string Name { get; set; } = "A";

    internal int Share { get; set; } = 100;

    /// <summary>Id of a template; empty: own words.</summary>
    internal string Template { get; set; } = "";

    internal string WhatsApp { get; set; } = "";

    internal string Sms { get; set; } = "";

    internal CampaignVariant Variant => Template.Length > 0
        ? new CampaignVariant(Name, Share) { Template = Template }
        : new CampaignVariant(Name, Share) { WhatsApp = Some(WhatsApp), Sms = Some(Sms) };

    private static string? Some(string text) => string.IsNullOrWhiteSpace(text) ? null : text;
}

/// <summary>A campaign while it is being set up: all that the steps of the page hold.</summary>
public sealed class CampaignSheet
{
    /// <summary>Null before it was saved for the first time.</summary>
    internal string? Number { get; set; }

    internal string Name { get; set; } = "";

    internal Ecosystem Ecosystem { get; set; } = Ecosystem.Pasar;

    internal CampaignPurpose Purpose { get; set; } = CampaignPurpose.Promotion;

    internal string Partner { get; set; } = "";

    internal string Source { get; set; } = "";

    /// <summary>The saved audience that this one is, or is the next version of; null for a new one.</summary>
    internal Audience? Audience { get; set; }

    internal string AudienceName { get; set; } = "";

    /// <summary>Null when the filter is more than lines can say: then it stays as it is saved.</summary>
    internal List<FilterLine>? Lines { get; set; } = [];

    internal List<string> ExceptLists { get; } = [];

    internal List<string> ExceptAudiences { get; } = [];

    internal int ExceptDays { get; set; }

    internal List<VariantSheet> Variants { get; } = [new()];

    internal Dictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    internal decimal HoldoutPercent { get; set; }

    internal CampaignStart Start { get; set; } = CampaignStart.Now;

    internal DateOnly? Day { get; set; }

    internal TimeOnly? Hour { get; set; } = new(9, 0);

    internal int? EveryDays { get; set; }

    internal DateOnly? Until { get; set; }

    internal int? PerHour { get; set; }

    internal long? Budget { get; set; }

    internal DateOnly? LastDay { get; set; }

    internal AudienceDefinition Definition => new(
        Lines is null ? Audience?.Definition.Who ?? new AudienceFilter.All([]) : FilterLine.Write(Lines), new AudienceExclusions([.. ExceptLists], [.. ExceptAudiences], ExceptDays));

    internal CampaignContent Content => new(
        [.. Variants.Select(variant => variant.Variant)],
        Values.Where(value => !string.IsNullOrWhiteSpace(value.Value)).ToDictionary(value => value.Key, value => value.Value.Trim(), StringComparer.Ordinal));

    internal CampaignSchedule Schedule => Start == CampaignStart.Now
        ? new CampaignSchedule(CampaignStart.Now, null, EveryDays, EveryDays is null ? null : Until)
        : new CampaignSchedule(Start, Day is { } day && Hour is { } hour ? day.ToDateTime(hour) : null, EveryDays, EveryDays is null ? null : Until);

    /// <summary>The draft on a saved audience.</summary>
    internal CampaignDraft Draft(string audience) => new(Name, Ecosystem, Purpose, audience, Content, Schedule)
    {
        Partner = Partner,
        Source = Source,
        HoldoutPercent = HoldoutPercent,
        PerHour = PerHour,
        Budget = Budget,
        LastDay = LastDay,
    };

    /// <summary>What is saved of a campaign, to go on with.</summary>
    internal static CampaignSheet Of(Campaign campaign, Audience? audience)
    {
        var sheet = new CampaignSheet
        {
            Number = campaign.Number,
            Name = campaign.Name,
            Ecosystem = campaign.Ecosystem,
            Purpose = campaign.Purpose,
            Partner = campaign.Partner,
            Source = campaign.Source,
            HoldoutPercent = campaign.Holdout / 100m,
            Start = campaign.Schedule.Start,
            EveryDays = campaign.Schedule.EveryDays,
            Until = campaign.Schedule.Until,
            PerHour = (int?)campaign.PerHour,
            Budget = campaign.Budget / CampaignCosts.Rupiah,
            LastDay = campaign.LastDay,
        };
        if (campaign.Schedule.Time is { } time) (sheet.Day, sheet.Hour) = (DateOnly.FromDateTime(time), TimeOnly.FromDateTime(time));
        sheet.Variants.Clear();
        foreach (var variant in campaign.Content.Variants)
        {
            sheet.Variants.Add(new VariantSheet
            {
                Name = variant.Name, Share = variant.Share, Template = variant.Template ?? "", WhatsApp = variant.WhatsApp ?? "", Sms = variant.Sms ?? "",
            });
        }

        foreach (var (name, value) in campaign.Content.Values) sheet.Values[name] = value;
        if (audience is not null) sheet.Take(audience);
        return sheet;
    }

    /// <summary>Goes on with a saved audience.</summary>
    internal void Take(Audience audience)
    {
        (Audience, AudienceName, Lines) = (audience, audience.Name, FilterLine.Read(audience.Definition.Who));
        ExceptLists.Clear();
        ExceptLists.AddRange(audience.Definition.Except.Lists);
        ExceptAudiences.Clear();
        ExceptAudiences.AddRange(audience.Definition.Except.Audiences);
        ExceptDays = audience.Definition.Except.ContactedWithinDays;
    }

    /// <summary>Begins a new audience.</summary>
    internal void Clear()
    {
        (Audience, AudienceName, Lines, ExceptDays) = (null, "", [], 0);
        ExceptLists.Clear();
        ExceptAudiences.Clear();
    }

    /// <summary>The templates by which a campaign can go: every message has to say how it can be checked.</summary>
    internal static IEnumerable<MessageTemplate> Usable(TemplateBook book, CampaignPurpose purpose) => book.All.Where(template =>
        template.Category == CampaignTexts.CategoryOf(purpose) && CampaignTexts.VariablesOf(template.Body).Contains(CampaignTexts.Check));

    /// <summary>Another purpose needs another kind of template; own words stay.</summary>
    internal void SetPurpose(CampaignPurpose purpose, TemplateBook book)
    {
        Purpose = purpose;
        var usable = Usable(book, purpose).Select(template => template.Id).ToList();
        foreach (var variant in Variants.Where(variant => variant.Template.Length > 0 || variant.WhatsApp.Length + variant.Sms.Length == 0))
            if (!usable.Contains(variant.Template))
                variant.Template = usable.FirstOrDefault() ?? "";
    }

    /// <summary>Gives another text, and everybody the same share.</summary>
    internal void AddVariant()
    {
        var last = Variants[^1];
        Variants.Add(new VariantSheet { Template = last.Template, WhatsApp = last.WhatsApp, Sms = last.Sms });
        Share();
    }

    internal void RemoveVariant(VariantSheet variant)
    {
        Variants.Remove(variant);
        Share();
    }

    private void Share()
    {
        for (var i = 0; i < Variants.Count; i++)
        {
            Variants[i].Name = ((char)('A' + i)).ToString();
            Variants[i].Share = (100 / Variants.Count) + (i < 100 % Variants.Count ? 1 : 0);
        }
    }
}
