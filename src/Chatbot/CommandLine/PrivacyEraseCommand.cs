using System.CommandLine;
using System.Globalization;
using Chatbot.Privacy.Auditing;
using Chatbot.Rights;

namespace Chatbot.CommandLine;

/// <summary><c>privacy erase</c>: an erasure that waits for the staff, looked at by one, ordered by two.</summary>
internal static class PrivacyEraseCommand
{
    private static readonly TimeSpan Wib = TimeSpan.FromHours(7);

    public static Command Make(TextWriter output, TextWriter error)
    {
        var number = new Argument<string>("number") { Description = "nomor permintaan atau tiketnya, T-… atau D-…" };
        var registrations = new Option<string[]>("--registration")
        {
            Description = "nomor pendaftaran JKA-… yang ikut dihapus, boleh beberapa; yang tidak disebut tetap ada", AllowMultipleArgumentsPerToken = true,
        };
        var none = new Option<bool>("--no-registration") { Description = "hanya orang dan percakapannya; semua pendaftaran tetap ada" };
        var by = StaffName.Option();
        var approvedBy = new Option<string?>("--approved-by") { Description = "orang kedua yang menyetujui; tanpa ini hanya dilihat" };
        var reason = new Option<string>("--reason") { Description = "bagaimana orangnya dipastikan, atau mengapa ada yang tetap disimpan; tercatat", Required = true };
        var command = new Command("erase", "Menghapus data untuk permintaan yang menunggu petugas. Perlu dua orang.")
        {
            number, registrations, none, by, approvedBy, reason,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var chosen = (parsed.GetValue(registrations) ?? []).Select(one => one.Trim().ToUpperInvariant()).ToArray();
            var order = new ErasureOrder(
                parsed.GetRequiredValue(number).Trim().ToUpperInvariant(),
                chosen,
                StaffName.Of(parsed, by),
                parsed.GetValue(approvedBy)?.Trim() ?? "",
                parsed.GetRequiredValue(reason).Trim());
            return Records.UseAsync(
                async services =>
                {
                    var erasures = services.GetRequiredService<StaffErasures>();
                    if (order.Reason.Length == 0 || (order.ApprovedBy.Length > 0 && chosen.Length > 0 == parsed.GetValue(none)))
                    {
                        await error.WriteLineAsync("Sebutkan --reason, dan pendaftaran yang dihapus (--registration JKA-…) atau --no-registration.");
                        return JakaCommand.WrongUsage;
                    }

                    return order.ApprovedBy.Length == 0
                        ? await LookAsync(erasures, order, output, error, cancellationToken)
                        : await OrderAsync(erasures, order, output, error, cancellationToken);
                },
                cancellationToken);
        });
        return command;
    }

    private static async Task<int> LookAsync(
        StaffErasures erasures, ErasureOrder order, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        if (await erasures.LookAsync(order.Number, new Look(order.By, $"{order.Number}: {order.Reason}"), cancellationToken) is not { } open)
            return await RefuseAsync(ErasureOrderResult.NoRequest, error);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{open.Number}: tenggat {open.DueAt.ToOffset(Wib):yyyy-MM-dd HH:mm} WIB{(open.IsOnItsWay ? ", berjalan sendiri" : ", menunggu petugas")}"));
        foreach (var (number, name, nik, phone) in open.Registrations) await output.WriteLineAsync($"  {number}  {name}  {nik}  {phone}");
        if (open.Registrations.Count == 0) await output.WriteLineAsync("  tidak ada pendaftaran di balik alamatnya");
        await output.WriteLineAsync("Belum ada yang dihapus. Pastikan orangnya dengan KTP, lalu ulangi dengan --registration dan --approved-by.");
        return JakaCommand.Done;
    }

    private static async Task<int> OrderAsync(
        StaffErasures erasures, ErasureOrder order, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var result = await erasures.OrderAsync(order, cancellationToken);
        if (result != ErasureOrderResult.Ordered) return await RefuseAsync(result, error);
        await output.WriteLineAsync(
            $"{order.Number}: datanya tidak dipakai lagi mulai sekarang. Layanan memberi kabar terakhir, lalu menghapus {order.Registrations.Count} pendaftaran beserta orang dan percakapannya; buktinya di deletion_proofs dan daftar penghapusan.");
        return JakaCommand.Done;
    }

    private static async Task<int> RefuseAsync(ErasureOrderResult result, TextWriter error)
    {
        await error.WriteLineAsync(result switch
        {
            ErasureOrderResult.NoRequest => "Tidak ada penghapusan yang masih terbuka dengan nomor itu.",
            ErasureOrderResult.OnItsWay => "Penghapusan itu sudah berjalan sendiri.",
            ErasureOrderResult.NoRegistration => "Ada nomor pendaftaran yang tidak dikenal; tidak ada yang dihapus.",
            ErasureOrderResult.OnePerson => "Yang menyetujui harus orang kedua.",
            ErasureOrderResult.Ordered => "",
        });
        return JakaCommand.Refused;
    }
}
