using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Chatbot.Membership.Files;

/// <summary>
/// Writes a workbook of one sheet, row by row. A text stays a text: a NIK keeps its 16 digits, and nothing is computed. What is given as a number is one.
/// </summary>
internal sealed class XlsxFile : IDisposable
{
    private const string Sheets = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Packages = "http://schemas.openxmlformats.org/package/2006";

    private readonly ZipArchive zip;
    private readonly XmlWriter sheet;
    private int row;

    public XlsxFile(Stream stream, string sheetName)
    {
        zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        Part("[Content_Types].xml", $"""<Types xmlns="{Packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>""");
        Part("_rels/.rels", $"""<Relationships xmlns="{Packages}/relationships"><Relationship Id="rId1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        Part("xl/workbook.xml", $"""<workbook xmlns="{Sheets}" xmlns:r="{Relations}"><sheets><sheet name="{sheetName}" sheetId="1" r:id="rId1"/></sheets></workbook>""");
        Part("xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="{Packages}/relationships"><Relationship Id="rId1" Type="{Relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{Relations}/styles" Target="styles.xml"/></Relationships>""");
        // Number format 49 is «Text»: what is typed into the cell later stays a text too. 3 is «#,##0», in the signs of the reader's country.
        Part("xl/styles.xml", $"""<styleSheet xmlns="{Sheets}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="3" applyNumberFormat="1"/></cellXfs></styleSheet>""");
        sheet = XmlWriter.Create(
            zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open(),
            new XmlWriterSettings { Encoding = new UTF8Encoding(false), CloseOutput = true, CheckCharacters = false });
        sheet.WriteStartDocument(true);
        sheet.WriteStartElement("worksheet", Sheets);
        sheet.WriteStartElement("sheetData", Sheets);
    }

    /// <summary>A row of texts.</summary>
    public void Write(IReadOnlyList<string> cells) => WriteRow(cells);

    /// <summary>A row of texts and numbers (<c>int</c>, <c>long</c>); null and an empty text leave their cell empty.</summary>
    public void WriteRow(IReadOnlyList<object?> cells)
    {
        sheet.WriteStartElement("row", Sheets);
        sheet.WriteAttributeString("r", (++row).ToString(CultureInfo.InvariantCulture));
        for (var column = 0; column < cells.Count; column++)
        {
            if (cells[column] is null or "") continue;
            sheet.WriteStartElement("c", Sheets);
            sheet.WriteAttributeString("r", string.Create(CultureInfo.InvariantCulture, $"{TableRow.Letter(column)}{row}"));
            if (cells[column] is long or int)
            {
                sheet.WriteAttributeString("s", "2");
                sheet.WriteElementString("v", Sheets, Convert.ToInt64(cells[column], CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture));
                sheet.WriteEndElement();
                continue;
            }

            sheet.WriteAttributeString("s", "1");
            sheet.WriteAttributeString("t", "inlineStr");
            sheet.WriteStartElement("is", Sheets);
            sheet.WriteElementString("t", Sheets, string.Concat($"{cells[column]}".Where(XmlConvert.IsXmlChar)));
            sheet.WriteEndElement();
            sheet.WriteEndElement();
        }

        sheet.WriteEndElement();
    }

    public void Dispose()
    {
        sheet.WriteEndDocument();
        sheet.Dispose();
        zip.Dispose();
    }

    private void Part(string name, string xml)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name, CompressionLevel.Fastest).Open(), new UTF8Encoding(false));
        writer.Write("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""");
        writer.Write(xml);
    }
}
