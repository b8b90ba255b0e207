using Xunit.v3;

namespace Chatbot.Tests.Support;

/// <summary>
/// The services of this test class keep conversations, outbox, leases and pace in Redis; without it, in the database. See
/// <see cref="UsesPostgresAttribute"/> for how the classes stand.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class UsesRedisAttribute : Attribute, ITraitAttribute
{
    /// <summary>A cluster of three masters instead of one server.</summary>
    public bool Cluster { get; set; }

    /// <summary>What the test that runs now asks for; null when it asks for no Redis.</summary>
    public static UsesRedisAttribute? Asked =>
        TestContext.Current.TestClass is IXunitTestClass test
            ? (UsesRedisAttribute?)GetCustomAttribute(test.Class, typeof(UsesRedisAttribute), inherit: false)
            : null;

    /// <summary>The settings for a service of the test that runs now: those on the same folder share their keys.</summary>
    public static async Task<Dictionary<string, string?>> SettingsAsync(string folder)
    {
        if (Asked is not { } asked) return [];
        Assert.SkipWhen(RedisServer.Missing is not null, RedisServer.Missing ?? "");
        return new Dictionary<string, string?>
        {
            ["ConnectionStrings:Redis"] = (await RedisServer.SharedAsync(asked.Cluster)).ConnectionString,
            ["Redis:KeyPrefix"] = Path.GetFileName(folder),
        };
    }

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Store", Cluster ? "Redis Cluster" : "Redis")];
}
