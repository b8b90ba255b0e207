namespace Chatbot.Privacy;

/// <summary>Where the master key is. One of the two is needed in Production.</summary>
internal sealed class PrivacyOptions
{
    public const string Section = "Privacy";

    /// <summary>32 random bytes in base64. All keys of the service are derived from it.</summary>
    public string? MasterKey { get; set; }

    /// <summary>A file that holds the same, readable by the service alone.</summary>
    public string? MasterKeyFile { get; set; }
}
