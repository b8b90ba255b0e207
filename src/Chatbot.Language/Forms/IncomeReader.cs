namespace Chatbot.Language;

/// <summary>Reads what somebody earns: a month's amount, a day's, or a range.</summary>
internal static class IncomeReader
{
    // Nobody tells more amounts of what he earns; the rest is not read.
    private const int MostAmounts = 20;

    public static SlotValue? Read(ReplyText reply)
    {
        var found = MoneyRecognizer.Find(reply.Scanned, true);
        if (found.Count > MostAmounts)
            found.RemoveRange(MostAmounts, found.Count - MostAmounts);
        found.RemoveAll(f => reply.Niks.Exists(n => n.Start <= f.End && f.Start <= n.End)
            || reply.Phones.Exists(n => n.Resolution is Resolution.Phone { Valid: true, Type: "MOBILE" } && n.Start <= f.End
            && f.Start <= n.End));
        // «satu hari kira-kira seratus ribu»: the one counts days
        if (found.Count > 1)
            found.RemoveAll(f => f.Resolution is Resolution.Money { Amount: < 32 } && CountsTime(reply.Scanned, f.End));
        // «opsi ke dua, income saya 2 juta»: a number that picks beside an amount
        if (found.Count > 1 && found.Exists(f => f.Resolution is Resolution.Money { Amount: >= 10_000 }))
            found.RemoveAll(f => f.Resolution is Resolution.Money { Amount: < 10 });
        if (found.Count == 0)
            return null;
        if (found.Count > 1)
            found.RemoveAll(f => IsDenied(reply.Scanned, f.Start));
        if (found.Count == 0)
            return null;
        // «sehari dapet 75, sebulan ya 2 jutaan»: the month is asked
        if (found.Count > 1 && found.Find(f => IsMonthly(reply.Scanned, f.Start)) is { Resolution: Resolution.Money { Amount: >= 100 and var monthly } })
            return SlotValue.Of("income", SlotReader.Text(Thousands(monthly)));
        // «kotor 4 juta bersih 2 juta», «dulu 3 juta sekarang tinggal sejuta»: what is left now
        if (found.Count > 1 && (found.Find(f => Follows(reply.Scanned, f.Start)) is { } left))
            found = [left];
        else if (Corrections.IsSelf(reply) && found.Count > 1 && !reply.Has("bukan", "bkn"))
            found.RemoveRange(0, found.Count - 1);
        var per = Per(reply);
        // «kadang 50 ribu kadang 100 ribu»
        if (found.Count >= 2 && (reply.Has("kadang", "kdg", "kadangan", "kadangkala") || (reply.Has("sepi", "paceklik", "laip") && reply.Has("rame", "ramai", "rami", "rame2", "musim", "laris")))
            && found[0].Resolution is Resolution.Money low && found[1].Resolution is Resolution.Money high)
            return Range(Thousands(Math.Min(low.Amount, high.Amount)), Thousands(Math.Max(low.Amount, high.Amount)), low.Per ?? high.Per ?? per);
        switch (found[0].Resolution)
        {
            case Resolution.MoneyRange { From: { } from, To: { } to } range:
                return Range(Thousands(from), Thousands(to), range.Per ?? per);
            case Resolution.MoneyRange range:
                return range.From is { } least ? SlotValue.Of("income_from", SlotReader.Text(Thousands(least)))
                    : SlotValue.Of("income_to", SlotReader.Text(Thousands(range.To ?? 0)));
            case Resolution.Money money:
                var amount = money.Amount;
                var cadence = money.Per ?? per;
                if (amount <= 0)
                    return SlotValue.Refused(amount == 0 ? "zero" : "range");
                // «100 sehari» is a hundred thousand; «5» may be millions or nothing: asked back.
                if (amount < 100 && cadence is not "day")
                    return SlotValue.Refused("unparseable", amount <= 50 ? SlotReader.Text(amount * 1_000_000) : null);
                amount = Thousands(amount);
                if (cadence == "year")
                    return SlotValue.Of("income", SlotReader.Text(amount / 12));
                return SlotValue.Of(cadence switch { "day" => "income_daily", "week" => "income_weekly", _ => "income" },
                    SlotReader.Text(amount));
            default:
                return null;
        }
    }

    /// <summary>«bukan 3 juta».</summary>
    private static bool IsDenied(ScannedText text, int start) => Before(text, start) is "bukan" or "bkn" or "dudu" or "sanes";

    /// <summary>A word of what is left of it, up to two words before the amount.</summary>
    private static bool Follows(ScannedText text, int start)
    {
        var at = text.Tokens.FindIndex(t => t.Start >= start);
        for (var i = at - 1; i >= 0 && i >= at - 3 && text[i].IsWord; i--)
        {
            if (text.Word(i) is "bersih" or "bersihnya" or "bersihe" or "sekarang" or "skrg" or "saiki" or "ayeuna" or "skr" or "sakniki")
                return true;
        }

        return false;
    }

    private static string Before(ScannedText text, int start)
    {
        var at = text.Tokens.FindIndex(t => t.Start >= start);
        return at > 0 ? text.Word(at - 1) : "";
    }

    private static bool IsMonthly(ScannedText text, int start)
    {
        var at = text.Tokens.FindIndex(t => t.Start >= start);
        for (var i = at - 1; i >= 0 && i >= at - 3 && text[i].IsWord; i--)
        {
            if (text.Word(i) is "sebulan" or "sebulannya" or "perbulan" or "bulanan" or "sasasih" or "sesasi" or "sewulan" or "sebulane")
                return true;
        }

        return false;
    }

    private static bool CountsTime(ScannedText text, int end)
    {
        var at = text.Tokens.FindIndex(t => t.Start >= end);
        return at >= 0 && text.Word(at) is "hari" or "minggu" or "bulan" or "hr" or "mgg" or "bln" or "dino" or "poe" or "dinten" or "wulan";
    }

    private static SlotValue Range(decimal from, decimal to, string? per)
    {
        var suffix = per == "day" ? "_daily" : "";
        return new SlotValue(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["income" + suffix + "_from"] = SlotReader.Text(from),
            ["income" + suffix + "_to"] = SlotReader.Text(to),
        });
    }

    /// <summary>Nobody earns 1,500 rupiah a month: thousands are left unsaid.</summary>
    private static decimal Thousands(decimal amount)
    {
        // «satu juta delapan ratus», «sejuta dua ratus lima puluh»
        var rest = amount % 1_000_000;
        if (amount >= 1_000_000 && rest is >= 50 and < 1000)
            return amount - rest + (rest * 1000);
        return amount < 10_000 ? amount * 1000 : amount;
    }

    private static string? Per(ReplyText reply)
    {
        for (var i = 0; i < reply.Words.Count; i++)
        {
            var before = i > 0 ? reply.Words[i - 1] : "";
            switch (reply.Words[i])
            {
                case "sehari" or "seharian" or "sedinoan" or "perhari" or "harian" or "sedino" or "sapoe" or "sedinten" or "sapoé" or "seharinya" or
                    "shari" or "sedina" or "sadinten" or "sedinane" or "sedinone" or "saharina" or "sapoena" or "seharine" or "saari" or "sahari" or "sehariannya":
                    return "day";
                case "hari" or "hr" or "poe" or "poé" or "dino" or "dina" or "dinten" when before is "per" or "tiap" or "setiap" or "saben" or "unggal" or "satu" or "1":
                    return "day";
                case "seminggu" or "saminggu" or "perminggu" or "mingguan":
                    return "week";
                case "minggu" or "mgg" when before is "per" or "tiap" or "setiap" or "saben":
                    return "week";
                case "setahun" or "pertahun":
                    return "year";
            }
        }

        return null;
    }
}
