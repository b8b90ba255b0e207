using System.Text.Json.Serialization;

namespace Chatbot.Simulator.Phones;

/// <summary>What a person does at the phone.</summary>
internal enum TypedKind
{
    [JsonStringEnumMemberName("text")] Text,
    [JsonStringEnumMemberName("button")] Button,
    [JsonStringEnumMemberName("list")] List,
    [JsonStringEnumMemberName("image")] Image,
    [JsonStringEnumMemberName("voice")] Voice,
    [JsonStringEnumMemberName("sticker")] Sticker,
    [JsonStringEnumMemberName("location")] Location,
}

/// <summary>A message that a person sends from a phone; files without bytes are taken from the samples.</summary>
internal sealed record Typed
{
    public TypedKind Kind { get; init; } = TypedKind.Text;
    public string Text { get; init; } = "";

    /// <summary>The message whose button or list item was tapped, or that is answered.</summary>
    public string ReplyTo { get; init; } = "";

    /// <summary>The id of the button or list item.</summary>
    public string ChoiceId { get; init; } = "";
    public string ContentType { get; init; } = "";

    /// <summary>The bytes of the file, base64.</summary>
    public string Data { get; init; } = "";
    public double Latitude { get; init; }
    public double Longitude { get; init; }
    public string Label { get; init; } = "";
    public string Address { get; init; } = "";
}
