using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using Chatbot.Membership.Files;

namespace Chatbot.Tests.Membership.Files;

/// <summary>A number as Excel keeps it, a day with a date format, and a formula with its value.</summary>
internal readonly record struct Formula(string Text, string Value);

/// <summary>An Excel workbook as people make it: texts, numbers, days, formulas, merged cells, several sheets.</summary>
internal sealed class Workbook
{
    private readonly List<(string Name, List<object?[]> Rows, List<string> Merged)> sheets = [];

    public Workbook Sheet(string name, IEnumerable<object?[]> rows, params string[] merged)
    {
        sheets.Add((name, [.. rows], [.. merged]));
        return this;
    }

    public void Save(string path)
    {
        using var zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        var sheetList = string.Concat(sheets.Select((sheet, i) => $"""<sheet name="{Xml(sheet.Name)}" sheetId="{i + 1}" r:id="rId{i + 1}"/>"""));
        var relations = string.Concat(sheets.Select((_, i) =>
            $"""<Relationship Id="rId{i + 1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{i + 1}.xml"/>"""));
        var types = string.Concat(sheets.Select((_, i) =>
            $"""<Override PartName="/xl/worksheets/sheet{i + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>"""));
        Part(zip, "[Content_Types].xml", $"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>{types}</Types>""");
        Part(zip, "_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        Part(zip, "xl/workbook.xml", $"""<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{sheetList}</sheets></workbook>""");
        Part(zip, "xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}<Relationship Id="rId900" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>""");
        // Style 1 is a day, 2 is a number that Excel shows as 3,31E+15.
        Part(zip, "xl/styles.xml", """<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="11" applyNumberFormat="1"/></cellXfs></styleSheet>""");
        for (var i = 0; i < sheets.Count; i++) Part(zip, $"xl/worksheets/sheet{i + 1}.xml", SheetXml(sheets[i].Rows, sheets[i].Merged));
    }

    private static string SheetXml(List<object?[]> rows, List<string> merged)
    {
        var xml = new StringBuilder("""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>""");
        for (var row = 0; row < rows.Count; row++)
        {
            if (rows[row].Length == 0) continue;
            xml.Append(CultureInfo.InvariantCulture, $"""<row r="{row + 1}">""");
            for (var column = 0; column < rows[row].Length; column++) xml.Append(CellXml($"{TableRow.Letter(column)}{row + 1}", rows[row][column]));
            xml.Append("</row>");
        }

        xml.Append("</sheetData>");
        if (merged.Count > 0) xml.Append(CultureInfo.InvariantCulture, $"""<mergeCells count="{merged.Count}">{string.Concat(merged.Select(range => $"""<mergeCell ref="{range}"/>"""))}</mergeCells>""");
        return xml.Append("</worksheet>").ToString();
    }

    private static string CellXml(string at, object? value) => value switch
    {
        null or "" => "",
        string text => $"""<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{Xml(text)}</t></is></c>""",
        DateOnly day => $"""<c r="{at}" s="1"><v>{day.DayNumber - new DateOnly(1899, 12, 30).DayNumber}</v></c>""",
        Formula formula => $"""<c r="{at}" t="str"><f>{Xml(formula.Text)}</f><v>{Xml(formula.Value)}</v></c>""",
        IFormattable number => $"""<c r="{at}" s="2"><v>{number.ToString(null, CultureInfo.InvariantCulture)}</v></c>""",
        _ => throw new ArgumentException("A cell is a text, a number, a day or a formula."),
    };

    private static string Xml(string text) => SecurityElement.Escape(text);

    private static void Part(ZipArchive zip, string name, string xml)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name, CompressionLevel.Fastest).Open());
        writer.Write("""<?xml version="1.0" encoding="UTF-8"?>""");
        writer.Write(xml);
    }
}
