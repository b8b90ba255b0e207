using System.ComponentModel.DataAnnotations;

namespace Chatbot.Privacy;

/// <summary>Where the master key is (one of the two is needed in Production), and how data is erased and kept.</summary>
internal sealed class PrivacyOptions
{
    public const string Section = "Privacy";

    /// <summary>32 random bytes in base64. All keys of the service are derived from it.</summary>
    public string? MasterKey { get; set; }

    /// <summary>A file that holds the same, readable by the service alone.</summary>
    public string? MasterKeyFile { get; set; }

    /// <summary>
    /// The file with the proofs of deletion, which a restore of the database must not take back; empty: <c>deletions.jsonl</c> beside
    /// the database. On several machines a place that all of them write to.
    /// </summary>
    public string? DeletionListFile { get; set; }

    /// <summary>
    /// Hours between HAPUS DATA and the erasure: time to take it back, within the three days that are promised. Under 24, or WhatsApp does
    /// not carry the last message any more.
    /// </summary>
    [Range(0, 71)]
    public int EraseAfterHours { get; set; } = 20;

    /// <summary>Another retention schedule than the one that comes with the program; the same form.</summary>
    public string? RetentionFile { get; set; }

    /// <summary>Minutes that the link to the download of one's own data lives.</summary>
    [Range(1, 24 * 60)]
    public int DownloadMinutes { get; set; } = 15;
}
