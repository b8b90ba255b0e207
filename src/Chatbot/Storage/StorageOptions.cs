using System.ComponentModel.DataAnnotations;

namespace Chatbot.Storage;

/// <summary>How long the stores may take. Where they are is in <c>ConnectionStrings</c>.</summary>
internal sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>Seconds after which a store that has not answered counts as away. With what it takes to break off, an error comes within 10.</summary>
    [Range(1, 7)]
    public int AnswerSeconds { get; set; } = 7;
}
