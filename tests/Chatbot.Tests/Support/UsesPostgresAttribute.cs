using Xunit.v3;

namespace Chatbot.Tests.Support;

/// <summary>
/// The services of this test class keep their data in PostgreSQL; without it, in SQLite. The tests stand in an abstract class, with one
/// class for each store nested in it.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class UsesPostgresAttribute : Attribute, ITraitAttribute
{
    /// <summary>Whether the test that runs now asks for PostgreSQL.</summary>
    public static bool IsAsked =>
        TestContext.Current.TestClass is IXunitTestClass test && test.Class.IsDefined(typeof(UsesPostgresAttribute), inherit: false);

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Store", "PostgreSQL")];
}
