using System.Runtime.InteropServices;

namespace Chatbot.Storage;

/// <summary>
/// Which SQLite is loaded: the operating system's own where it exists, so that its fixes come with the system; else the one
/// that is bundled.
/// </summary>
internal static class SqliteLibrary
{
    static SqliteLibrary()
    {
        // The resolver can be set once in a process, hence a static constructor.
        NativeLibrary.SetDllImportResolver(typeof(SQLitePCL.SQLite3Provider_e_sqlite3).Assembly, Resolve);
        SQLitePCL.Batteries_V2.Init();
    }

    /// <summary>Version of the library that is in use, such as <c>3.46.1</c>.</summary>
    public static string Version => SQLitePCL.raw.sqlite3_libversion().utf8_to_string();

    /// <summary>Loads it; calling it again does nothing.</summary>
    public static void Load() => _ = Version;

    private static IntPtr Resolve(string name, System.Reflection.Assembly assembly, DllImportSearchPath? path) =>
        name == "e_sqlite3" && OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libsqlite3.so.0", out var system)
            ? system
            : IntPtr.Zero; // Zero: the runtime goes on with its own search and finds the bundle.
}
