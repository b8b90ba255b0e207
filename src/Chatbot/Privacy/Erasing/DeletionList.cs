using System.Text;
using System.Text.Json;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Privacy.Erasing;

/// <summary>
/// The proofs once more, in a file that only grows and that no restore of the database takes back: a line each. Whoever stands there and
/// not in the database was erased after the backup was made, and is erased again.
/// </summary>
internal sealed class DeletionList(Database database, IOptions<PrivacyOptions> options) : IDisposable
{
    private readonly SemaphoreSlim writing = new(1, 1);

    public string Path { get; } =
        string.IsNullOrWhiteSpace(options.Value.DeletionListFile)
            ? System.IO.Path.Combine(database.Folder, "deletions.jsonl")
            : System.IO.Path.GetFullPath(options.Value.DeletionListFile);

    /// <exception cref="JsonException">A line is not a proof: the file is damaged, and nobody may be forgotten for that.</exception>
    public async Task<IReadOnlyList<DeletionProof>> ReadAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Path)) return [];
        var proofs = new Dictionary<string, DeletionProof>(StringComparer.Ordinal);
        foreach (var line in await File.ReadAllLinesAsync(Path, cancellationToken))
        {
            if (line.Length == 0) continue;
            var proof = JsonSerializer.Deserialize(line, DeletionProofJson.Default.DeletionProof)
                ?? throw new JsonException("A line of the list of deletions is empty.");
            proofs[proof.Receipt] = proof;
        }

        return [.. proofs.Values];
    }

    /// <summary>Adds proofs at the end; returns when the disk has them.</summary>
    public async Task AddAsync(IEnumerable<DeletionProof> proofs, CancellationToken cancellationToken)
    {
        var lines = string.Concat(proofs.Select(proof => JsonSerializer.Serialize(proof, DeletionProofJson.Default.DeletionProof) + '\n'));
        if (lines.Length == 0) return;
        await writing.WaitAsync(cancellationToken);
        try
        {
            await using var file = new FileStream(Path, FileMode.Append, FileAccess.Write, FileShare.Read);
            await file.WriteAsync(Encoding.UTF8.GetBytes(lines), CancellationToken.None);
            file.Flush(flushToDisk: true);
        }
        finally
        {
            writing.Release();
        }
    }

    public void Dispose() => writing.Dispose();
}
