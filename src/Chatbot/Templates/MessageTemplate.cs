using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Chatbot.Dialogs;
using Chatbot.Sms;

namespace Chatbot.Templates;

/// <summary>What a template is for, in Meta's terms: each has its own consent and its own price.</summary>
internal enum TemplateCategory
{
    /// <summary>About something the person is in the middle of: a registration, a contribution. No word of promotion.</summary>
    Utility,

    /// <summary>An invitation. Only with the consent to campaigns.</summary>
    Marketing,
}

/// <summary>A button under a template; tapped, it is heard as if the person had typed the value.</summary>
internal sealed record TemplateButton(string Value, string Title);

/// <summary>
/// A text that we may send although the person has not written for a day, once Meta has approved it. Its variables have names here and
/// numbers at Meta, in the order in which they stand.
/// </summary>
internal sealed partial record MessageTemplate
{
    /// <summary>In braces in <see cref="Sms"/>: where to answer, as an SMS of ours cannot be answered.</summary>
    public const string OtherWay = "kanal";

    /// <summary>The name under which the rest of the service knows it.</summary>
    public required string Id { get; init; }

    public required TemplateCategory Category { get; init; }

    /// <summary>For WhatsApp, variables in braces: <c>Halo {nama}, …</c>.</summary>
    public required string Body { get; init; }

    /// <summary>For SMS, with the same variables or fewer; null when it goes by WhatsApp alone.</summary>
    public string? Sms { get; init; }

    /// <summary>An example for each variable, which Meta wants to see.</summary>
    public required IReadOnlyDictionary<string, string> Examples { get; init; }

    public IReadOnlyList<TemplateButton> Buttons { get; init; } = [];

    /// <summary>A member of the staff may send it by hand, to somebody who has not written for a day.</summary>
    public bool ByStaff { get; init; }

    /// <summary>Most SMS segments it may take with its examples.</summary>
    public int Segments { get; init; } = 1;

    public required Place Place { get; init; }

    /// <summary>The variables of <see cref="Body"/> in the order of their numbers, from 1.</summary>
    public IReadOnlyList<string> Variables => [.. Variable().Matches(Body).Select(match => match.Groups[1].Value)];

    /// <summary>
    /// Its name at Meta. A refused name cannot be used again and an approved text cannot be changed, so the name ends in what tells this text
    /// from every other.
    /// </summary>
    public string Name => $"{Id}_{Version}";

    /// <summary>Changes with anything that Meta approves.</summary>
    public string Version
    {
        get
        {
            var whole = string.Join('\u001f', [Category.ToString(), Body, .. Buttons.SelectMany(button => new[] { button.Value, button.Title })]);
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole)))[..8];
        }
    }

    /// <summary>The body as Meta wants it: <c>Halo {{1}}, …</c>.</summary>
    public string Numbered()
    {
        var variables = Variables.ToList();
        return Variable().Replace(Body, match => string.Create(CultureInfo.InvariantCulture, $"{{{{{variables.IndexOf(match.Groups[1].Value) + 1}}}}}"));
    }

    /// <summary>The values by number, none of them empty or broken over lines, which Meta refuses (63013).</summary>
    /// <exception cref="ArgumentException">A variable has no value.</exception>
    public IReadOnlyDictionary<string, string> Numbered(IReadOnlyDictionary<string, string> values)
    {
        Dictionary<string, string> numbered = new(StringComparer.Ordinal);
        foreach (var (index, name) in Variables.Index()) numbered[(index + 1).ToString(CultureInfo.InvariantCulture)] = ValueOf(name, values);
        return numbered;
    }

    /// <summary>The text as the person reads it on WhatsApp.</summary>
    /// <exception cref="ArgumentException">A variable has no value.</exception>
    public string Fill(IReadOnlyDictionary<string, string> values) => Variable().Replace(Body, match => ValueOf(match.Groups[1].Value, values));

    /// <summary>The text as the person reads it by SMS, in GSM-7; null when it does not go by SMS.</summary>
    /// <param name="values">By variable.</param>
    /// <param name="otherWay">Where to answer: <c>wa.me/62811…</c> or <c>175</c>.</param>
    /// <exception cref="ArgumentException">A variable has no value.</exception>
    public string? FillSms(IReadOnlyDictionary<string, string> values, string otherWay) =>
        Sms is null
            ? null
            : SmsText.ToGsm7(Variable().Replace(Sms, match => match.Groups[1].Value == OtherWay ? otherWay : ValueOf(match.Groups[1].Value, values)));

    private string ValueOf(string name, IReadOnlyDictionary<string, string> values)
    {
        var value = values.TryGetValue(name, out var given) ? Whitespace().Replace(given, " ").Trim() : "";
        return value.Length > 0 ? value : throw new ArgumentException($"The template {Id} was given no {name}.", nameof(values));
    }

    [GeneratedRegex(@"\{([a-z_]+)\}")]
    internal static partial Regex Variable();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();
}
