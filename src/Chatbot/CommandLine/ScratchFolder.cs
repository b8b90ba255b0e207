namespace Chatbot.CommandLine;

/// <summary>A database that is gone afterwards, for commands that must leave no trace.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("jaka-");

    /// <summary>Settings of a service on a database of its own.</summary>
    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["ConnectionStrings:Database"] = $"Data Source={Path.Combine(folder.FullName, "jaka.db")};Pooling=False",
        ["ConnectionStrings:Redis"] = "",
        ["Privacy:MasterKey"] = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)),
        ["Privacy:DeletionListFile"] = "",
        ["Urls"] = "http://127.0.0.1:5080",
        ["Simulator:Enabled"] = "true",
        ["Twilio:ApiBaseUrl"] = "http://127.0.0.1:5080",
    };

    public void Dispose() => folder.Delete(recursive: true);
}
