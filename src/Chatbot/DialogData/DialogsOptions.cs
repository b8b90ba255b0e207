using System.ComponentModel.DataAnnotations;

namespace Chatbot.DialogData;

/// <summary>Where Jaka's texts are, and how soon a copy of the service sees what was published.</summary>
internal sealed class DialogsOptions
{
    public const string Section = "Dialogs";

    /// <summary>Empty: the folder <c>dialogs/</c> beside the program.</summary>
    public string Path { get; set; } = "";

    /// <summary>Seconds between two looks whether another edition was published.</summary>
    [Range(1, 300)]
    public int EditionSeconds { get; set; } = 5;

    /// <summary>The folder itself.</summary>
    public string Folder => Path.Length > 0 ? Path : System.IO.Path.Combine(AppContext.BaseDirectory, "dialogs");
}
