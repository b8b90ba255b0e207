using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Chatbot.Storage;

/// <summary>
/// Which SQLite is loaded: the operating system's own where it exists, so that its fixes come with the system; else the one
/// that is bundled.
/// </summary>
internal static class SqliteLibrary
{
    // SQLITE_CONFIG_MEMSTATUS, https://www.sqlite.org/c3ref/c_config_covering_index_scan.html
    private const int MemoryStatus = 9;

    static SqliteLibrary()
    {
        // The resolver can be set once in a process, hence a static constructor.
        NativeLibrary.SetDllImportResolver(typeof(SQLitePCL.SQLite3Provider_e_sqlite3).Assembly, Resolve);
        SQLitePCL.raw.SetProvider(new SQLitePCL.SQLite3Provider_e_sqlite3());
        // Nobody asks how much memory it uses, and counting takes a lock at each allocation. Only before the library is initialized.
        _ = SQLitePCL.raw.sqlite3_config(MemoryStatus, 0);
        SQLitePCL.Batteries_V2.Init();
    }

    /// <summary>Version of the library that is in use, such as <c>3.46.1</c>.</summary>
    public static string Version => SQLitePCL.raw.sqlite3_libversion().utf8_to_string();

    /// <summary>Loads it; calling it again does nothing.</summary>
    public static void Load() => _ = Version;

    /// <summary>Gives a connection the function <c>unbase64(text)</c>: bytes, or null of null. SQLite has none itself.</summary>
    public static void AddUnbase64(SQLitePCL.sqlite3 connection) =>
        SQLitePCL.raw.sqlite3_create_function(
            connection,
            "unbase64",
            1,
            SQLitePCL.raw.SQLITE_UTF8 | SQLitePCL.raw.SQLITE_DETERMINISTIC,
            null,
            static (context, _, arguments) =>
            {
                if (SQLitePCL.raw.sqlite3_value_type(arguments[0]) == SQLitePCL.raw.SQLITE_NULL) SQLitePCL.raw.sqlite3_result_null(context);
                else SQLitePCL.raw.sqlite3_result_blob(context, Decoded(SQLitePCL.raw.sqlite3_value_blob(arguments[0])));
            });

    /// <summary>Gives a connection what <see cref="SqlEngine.Hash"/> and <see cref="SqlEngine.Number"/> need.</summary>
    public static void AddHash(SQLitePCL.sqlite3 connection)
    {
        const int Flags = SQLitePCL.raw.SQLITE_UTF8 | SQLitePCL.raw.SQLITE_DETERMINISTIC;
        SQLitePCL.raw.sqlite3_create_function(
            connection,
            "jaka_hash",
            1,
            Flags,
            null,
            static (context, _, arguments) => SQLitePCL.raw.sqlite3_result_text(
                context, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(SQLitePCL.raw.sqlite3_value_text(arguments[0]).utf8_to_string())))[..32]));
        SQLitePCL.raw.sqlite3_create_function(
            connection,
            "jaka_number",
            1,
            Flags,
            null,
            static (context, _, arguments) => SQLitePCL.raw.sqlite3_result_int64(
                context,
                long.Parse(SQLitePCL.raw.sqlite3_value_text(arguments[0]).utf8_to_string().AsSpan(0, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)));
    }

    private static byte[] Decoded(ReadOnlySpan<byte> base64)
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(base64.Length)];
        if (Base64.DecodeFromUtf8(base64, bytes, out _, out var length) != OperationStatus.Done) throw new FormatException("Not base64.");
        return length == bytes.Length ? bytes : bytes[..length];
    }

    private static IntPtr Resolve(string name, System.Reflection.Assembly assembly, DllImportSearchPath? path) =>
        name == "e_sqlite3" && OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libsqlite3.so.0", out var system)
            ? system
            : IntPtr.Zero; // Zero: the runtime goes on with its own search and finds the bundle.
}
