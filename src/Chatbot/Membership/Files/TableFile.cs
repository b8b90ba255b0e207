namespace Chatbot.Membership.Files;

/// <summary>Opens a file by what is in it, whatever its name says.</summary>
internal static class TableFile
{
    /// <summary>200.000 rows as a workbook are about 20 MB, as text 40 MB.</summary>
    public const long MostBytes = 100 * 1024 * 1024;

    /// <exception cref="UnreadableFileException">Not a table that can be taken.</exception>
    public static ITableFile Open(string path) => Open(FileBytes.Of(path));

    /// <exception cref="UnreadableFileException">Not a table that can be taken.</exception>
    public static ITableFile Open(FileBytes bytes)
    {
        if (bytes.Length == 0) throw new UnreadableFileException("Berkasnya kosong.");
        if (bytes.Length > MostBytes) throw new UnreadableFileException($"Berkas terlalu besar (paling besar {MostBytes / 1024 / 1024} MB). Bagi menjadi beberapa berkas.");
        var head = new byte[8];
        using (var file = bytes.Open()) _ = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return head switch
        {
            [(byte)'P', (byte)'K', 3, 4, ..] => new XlsxTable(bytes),
            [0xD0, 0xCF, 0x11, 0xE0, ..] => throw new UnreadableFileException(
                "Ini berkas Excel lama (.xls) atau berkata sandi. Buka di Excel, lalu Simpan Sebagai «Excel Workbook (.xlsx)» tanpa kata sandi."),
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => throw new UnreadableFileException("Ini PDF. Minta berkas Excel atau CSV aslinya."),
            _ => new CsvTable(bytes),
        };
    }

    /// <summary>SHA-256 of the content, in hexadecimal: the same file under another name is the same file.</summary>
    public static string ContentHash(string path) => FileBytes.Of(path).Hash();
}
