using System.CommandLine;
using Chatbot.Programs;

namespace Chatbot.CommandLine;

/// <summary><c>price --month … --income … --sector … --payer … --programs …</c>: what a coverage month costs, as one JSON line.</summary>
internal static class PriceOptions
{
    public static Command Make(TextReader input, TextWriter output, TextWriter error)
    {
        var month = new Option<string?>("--month") { Description = "bulan perlindungan, YYYY-MM" };
        var income = new Option<string?>("--income") { Description = "penghasilan sebulan, rupiah" };
        var sector = new Option<string?>("--sector") { Description = "other atau transport" };
        var payer = new Option<string?>("--payer") { Description = "self atau government" };
        var programs = new Option<string?>("--programs") { Description = "JKK,JKM[,JHT]" };
        var months = new Option<string?>("--months") { Description = "berapa bulan sekaligus" };
        var lines = new Option<bool>("--lines") { Description = "baris JSON di masukan baku" };
        var command = new Command("price", "Menghitung iuran.") { month, income, sector, payer, programs, months, lines };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var scratch = new ScratchFolder();
            await using var stage = await Stage.SetAsync(scratch.Settings, null, null, cancellationToken);
            var tariff = stage.Services.GetRequiredService<Knowledge>().Tariff;
            return parsed.GetValue(lines)
                ? PriceCommand.RunLines(tariff, input, output, error)
                : PriceCommand.Run(
                    tariff,
                    new PriceArguments(
                        parsed.GetValue(month),
                        parsed.GetValue(income),
                        parsed.GetValue(sector),
                        parsed.GetValue(payer),
                        parsed.GetValue(programs),
                        parsed.GetValue(months)),
                    output,
                    error);
        });
        return command;
    }
}
