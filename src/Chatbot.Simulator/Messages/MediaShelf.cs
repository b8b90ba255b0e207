namespace Chatbot.Simulator.Messages;

/// <summary>A file that a person sent.</summary>
internal sealed record StoredMedia(string Sid, string MessageSid, string ContentType, byte[] Bytes, DateTimeOffset CreatedAt);

/// <summary>The files that people sent, the oldest forgotten when there are too many bytes.</summary>
internal sealed class MediaShelf
{
    public const int LargestFile = 16 * 1024 * 1024; // WhatsApp takes at most 16 MB.
    private const long Room = 128L * 1024 * 1024;

    private readonly Lock gate = new();
    private readonly Dictionary<string, StoredMedia> bySid = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();
    private long held;

    public void Add(StoredMedia media)
    {
        lock (gate)
        {
            bySid[media.Sid] = media;
            order.Enqueue(media.Sid);
            held += media.Bytes.Length;
            while (held > Room && order.TryDequeue(out var oldest))
                Forget(oldest);
        }
    }

    public StoredMedia? Find(string sid)
    {
        lock (gate)
            return bySid.GetValueOrDefault(sid);
    }

    public bool Remove(string sid)
    {
        lock (gate)
            return Forget(sid);
    }

    public void RemoveOf(string messageSid)
    {
        lock (gate)
        {
            foreach (var media in bySid.Values.Where(media => media.MessageSid == messageSid).ToList())
                Forget(media.Sid);
        }
    }

    private bool Forget(string sid)
    {
        if (!bySid.Remove(sid, out var media))
            return false;

        held -= media.Bytes.Length;
        return true;
    }
}
