using Chatbot.Console.Shell;
using Chatbot.DialogData.Editions;
using Chatbot.Programs;

namespace Chatbot.Console.Isi;

/// <summary>A change as staff reads it: what it is, what stood there, what stands there now.</summary>
internal sealed record ChangeShown(string What, string Was, string Now)
{
    /// <param name="change">Of a draft or an edition.</param>
    /// <param name="knowledge">In which its facts and answers are found.</param>
    public static ChangeShown Of(DialogChange change, Knowledge knowledge)
    {
        var parts = change.Place.Split('/');
        return (change.Path, parts) switch
        {
            ("knowledge/faq.yaml", ["faq", var id, .., var form]) => new($"Jawaban {id} «{knowledge.TitleOf(id)}», {Form(form)}", change.Was, change.Now),
            ("knowledge/facts.yaml", ["facts", ['+', .. var key]]) => new($"Nilai baru: {WhatOf(knowledge, IdOf(key))}", ValueBefore(knowledge, key), ValueOf(knowledge, key)),
            ("knowledge/facts.yaml", ["facts", var key, "to"]) => new($"Nilai lama {IdOf(key)} berakhir", change.Was.Length > 0 ? change.Was : "sampai diubah", change.Now),
            ("knowledge/facts.yaml", ["facts", var key, "approved_by"]) => new($"Setujui {WhatOf(knowledge, IdOf(key))}", "belum disetujui", change.Now),
            ("knowledge/sources.yaml", [_, ['+', .. var key]]) => new($"Sumber baru {key}", "", change.Now),
            (_, ["replies", var name, var form]) => new($"Balasan «{name}» ({FlowOf(change.Path)}), {Form(form)}", change.Was, change.Now),
            _ when change.IsTemplate => new($"Templat {FlowOf(change.Path)}, {PartOf(parts)}", change.Was.TrimEnd(), change.Now),
            _ when change.IsLine => Taught(change, knowledge),
            _ => new($"{change.Path}: {change.Place}", change.Was, change.Now),
        };
    }

    /// <summary>Approvals of facts are many and say all the same.</summary>
    public static bool IsApproval(DialogChange change) => change.Place.EndsWith("/approved_by", StringComparison.Ordinal);

    /// <summary>That an old value ends is said with the new one.</summary>
    public static bool IsEndOfOld(DialogChange change) => change.Path == "knowledge/facts.yaml" && change.Place.EndsWith("/to", StringComparison.Ordinal);

    private static ChangeShown Taught(DialogChange change, Knowledge knowledge)
    {
        var cells = change.Place[DialogChange.Line.Length..].Split('\t');
        var what = change.Path.Contains("/intents/", StringComparison.Ordinal) ? $"Contoh baru untuk maksud «{cells[0]}»" : $"Contoh baru untuk {cells[0]} «{knowledge.TitleOf(cells[0])}»";
        return new(what, "", change.Now.Length > 0 ? cells[^1] : "dihapus");
    }

    private static string Form(string form) => form == "sms" ? "SMS" : "WhatsApp";

    private static string PartOf(string[] place) => place switch
    {
        ["buttons", var value, ..] => $"tulisan tombol {value}",
        ["examples", var name] => $"contoh untuk «{name}»",
        [.., var form] => Form(form),
        [] => "",
    };

    private static string FlowOf(string path) => Path.GetFileNameWithoutExtension(path);

    private static string IdOf(string key) => key.Split('@')[0];

    private static string WhatOf(Knowledge knowledge, string id) => knowledge.Facts.Rows(id).FirstOrDefault() is { } fact ? $"{fact.What} ({id})" : id;

    private static string ValueOf(Knowledge knowledge, string key) =>
        DateOnly.TryParse(key.Split('@')[^1], System.Globalization.CultureInfo.InvariantCulture, out var from) && knowledge.Facts.On(IdOf(key), from) is { } fact ? Say(fact) : "";

    private static string ValueBefore(Knowledge knowledge, string key) =>
        DateOnly.TryParse(key.Split('@')[^1], System.Globalization.CultureInfo.InvariantCulture, out var from) && knowledge.Facts.On(IdOf(key), from.AddDays(-1)) is { } fact ? Say(fact) : "";

    private static string Say(Fact fact) =>
        $"{string.Join("; ", fact.Values.Select(value => $"{(value.Key.Length > 0 ? $"{value.Key}: " : "")}{value.Value.Say("") ?? value.Value.Raw}"))}"
        + $", {FactPeriod.Of(fact)}, sumber {string.Join(", ", fact.Sources)}";
}

/// <summary>When a fact holds, in words.</summary>
internal static class FactPeriod
{
    public static string Of(Fact fact) => (fact.From == DateOnly.MinValue, fact.To == DateOnly.MaxValue) switch
    {
        (true, true) => "sampai diubah",
        (false, true) => $"sejak {Day(fact.From)}",
        (true, false) => $"sampai {Day(fact.To)}",
        (false, false) => $"{Day(fact.From)} sampai {Day(fact.To)}",
    };

    private static string Day(DateOnly day) => day.ToString("d MMM yyyy", StaffWords.Culture);
}
