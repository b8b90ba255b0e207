namespace Chatbot.Storage;

/// <summary>The unit that moves between copies of the service and between nodes of a Redis Cluster: the same in every copy, for ever.</summary>
internal static class Partitions
{
    public const int Count = 256;

    /// <summary>0 to 255.</summary>
    public static int Of(string conversation) => (int)(Fnv1a(conversation) % Count);

    private static uint Fnv1a(string text)
    {
        var hash = 2166136261u;
        foreach (var unit in text) hash = (hash ^ unit) * 16777619u;
        return hash;
    }
}
