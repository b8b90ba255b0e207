using Chatbot.Programs;

namespace Chatbot.Tests.Programs;

public sealed class KnowledgeTests
{
    private static readonly DateTimeOffset Now = KnowledgeFolder.Noon(KnowledgeFolder.Today);

    private static Knowledge Knowledge => KnowledgeFolder.Knowledge;

    [Theory]
    [InlineData("F-JKM-04", "Rp42.000.000")]
    [InlineData("F-JKM-04:juta", "Rp42 juta")]
    [InlineData("F-JKK-05.sea:juta", "Rp2 juta")]
    [InlineData("F-BSW-01.primary:juta", "Rp1,5 juta")]
    [InlineData("F-JKP-01", "0,36%")]
    [InlineData("F-JKP-02.months", "6 bulan")]
    [InlineData("F-JKK-08", "48x")]
    [InlineData("F-BPU-02", "65 tahun")]
    [InlineData("F-BPU-02:angka", "65")]
    [InlineData("F-DSK-10.other", "Januari 2027")]
    [InlineData("F-KTK-01", "175")]
    [InlineData("iuran.min", "Rp8.400")]
    [InlineData("iuran.min.normal", "Rp16.800")]
    [InlineData("iuran.min.jht", "Rp28.400")]
    [InlineData("iuran.min.jht.normal", "Rp36.800")]
    [InlineData("iuran.min.only_jht", "Rp20.000")]
    [InlineData("iuran.min.until", "Desember 2026")]
    [InlineData("iuran.min.next", "Rp16.800")]
    [InlineData("iuran.min.below:juta", "Rp1,1 juta")]
    [InlineData("iuran.transport.min", "Rp8.400")]
    [InlineData("iuran.transport.min.until", "Maret 2027")]
    [InlineData("iuran.3000000", "Rp18.150")]
    [InlineData("iuran.3000000.basis", "Rp2.950.000")]
    [InlineData("iuran.relief", "(keringanan 50% sampai Desember 2026)")]
    [InlineData("iuran.relief.discount", "50%")]
    [InlineData("policy.PP50-2025-TRANSPORT.to", "Maret 2027")]
    [InlineData("kantor.rembang.address", "Jl. Jend. Sudirman No. 38, Pandean, Kec. Rembang")]
    [InlineData("kanal.gopay.name", "GoPay")]
    public void A_name_is_said_as_it_is_today(string name, string expected)
    {
        Knowledge.Text(name, Now).ShouldBe(expected);
        Knowledge.Longest(name)!.Length.ShouldBeGreaterThanOrEqualTo(expected.Length);
    }

    [Theory]
    [InlineData("F-XYZ-01")]
    [InlineData("F-JKM-04:kali")]
    [InlineData("F-JKM-06")]
    [InlineData("F-JKK-05.river")]
    [InlineData("iuran")]
    [InlineData("iuran.")]
    [InlineData("iuran.min.jp")]
    [InlineData("iuran.min.jht.normal.more")]
    [InlineData("iuran.relief.of")]
    [InlineData("iuran.banyak")]
    [InlineData("policy.PP1-1900.to")]
    [InlineData("kantor.rembang.map")]
    [InlineData("kanal.gopay")]
    [InlineData("")]
    public void A_name_that_nothing_has_gives_nothing(string name)
    {
        Knowledge.Text(name, Now).ShouldBeNull();
        Knowledge.Longest(name).ShouldBeNull();
    }

    [Theory]
    [InlineData("2025-02-06", "0,46%")]
    [InlineData("2025-02-07", "0,36%")]
    public void A_superseded_value_is_still_known_for_its_time(string day, string expected) =>
        Knowledge.Text("F-JKP-01", KnowledgeFolder.Noon(DateOnly.ParseExact(day, "yyyy-MM-dd"))).ShouldBe(expected);

    [Fact]
    public void A_value_whose_time_is_over_is_not_said_but_sends_to_175() =>
        Knowledge.Text("F-JP-03", KnowledgeFolder.Noon(new DateOnly(2027, 3, 1))).ShouldBe("yang berlaku (konfirmasi ke 175)");

    [Fact]
    public void Before_the_first_tariff_no_price_is_said() =>
        Knowledge.Text("iuran.min", KnowledgeFolder.Noon(new DateOnly(2015, 6, 30))).ShouldBeNull();

    [Fact]
    public void After_the_relief_its_clause_is_empty_and_leaves_no_gap()
    {
        Knowledge.Fill("Iuran {iuran.min} {iuran.relief}.", new DateOnly(2027, 1, 1)).ShouldBe("Iuran Rp16.800.");
        Knowledge.Text("iuran.min.until", KnowledgeFolder.Noon(new DateOnly(2027, 1, 1))).ShouldBe("");
    }

    [Fact]
    public void The_facts_about_prices_agree_with_the_tariff()
    {
        foreach (var (fact, price) in new[]
        {
            ("F-IUR-02", "iuran.min.only_jkm.normal"), ("F-IUR-03.min", "iuran.min.only_jht.normal"), ("F-IUR-04", "iuran.min.normal"),
            ("F-IUR-05", "iuran.min.jht.normal"), ("F-IUR-01.min", "iuran.min.only_jkk.normal"), ("F-IUR-01.max", "iuran.99000000.only_jkk.normal"),
            ("F-IUR-03.max", "iuran.99000000.only_jht.normal"), ("F-DSK-03.total", "iuran.min"), ("F-DSK-03.jkk", "iuran.min.only_jkk"),
            ("F-DSK-03.jkm", "iuran.min.only_jkm"), ("F-JHT-02", "iuran.min.only_jht"), ("F-DSK-01.last", "policy.PP50-2025-TRANSPORT.to"),
            ("F-DSK-02.last", "policy.PP50-2025-OTHER.to"), ("F-DSK-01.first", "policy.PP50-2025-TRANSPORT.from"),
            ("F-DSK-02.first", "policy.PP50-2025-OTHER.from"), ("F-DSK-01.discount", "policy.PP50-2025-TRANSPORT.discount"),
        })
            Knowledge.Text(fact, Now).ShouldBe(Knowledge.Text(price, Now), fact);
    }

    [Fact]
    public void The_tier_table_is_that_of_the_dossier() =>
        KnowledgeFolder.Files["bpu-tiers.csv"].ShouldBe(KnowledgeFolder.Domain("bpu-tiers.csv"), StringCompareShould.IgnoreLineEndings);

    [Theory]
    [InlineData("nelayan", "nelayan", "other")]
    [InlineData("sy nlayan di rembang", "nelayan", "other")]
    [InlineData("tukang ojek pangkalan", "tukang ojek", "transport")]
    [InlineData("narik ojol mas", "pengemudi ojek online", "transport")]
    [InlineData("kulo buruh tani", "buruh tani", "other")]
    [InlineData("patani", "petani", "other")]
    [InlineData("dodolan sayur keliling", "pedagang pasar", "other")]
    [InlineData("supir truk antar kota", "sopir truk", "transport")]
    [InlineData("Kader Posyandu!", "kader posyandu", "other")]
    [InlineData("ketua RT", "ketua RT/RW", "other")]
    [InlineData("penjahitt", "penjahit", "other")]
    [InlineData("asisten rumah tanga", "asisten rumah tangga", "other")]
    [InlineData("tukang becak", "tukang becak", "transport")]
    [InlineData("freelance desain", "freelancer", "other")]
    public void Work_is_known_by_the_words_people_use(string text, string job, string sector)
    {
        var result = new ProgramActions(Knowledge).SectorOf(new Dictionary<string, string> { ["job"] = text });

        result.Outcome.ShouldBe("known");
        result.Values["job"].ShouldBe(job);
        result.Values["sector"].ShouldBe(sector);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ya begitulah")]
    [InlineData("🙏🙏")]
    [InlineData("astronot")]
    public void Other_words_name_no_work(string text) =>
        new ProgramActions(Knowledge).SectorOf(new Dictionary<string, string> { ["job"] = text }).Outcome.ShouldBe("unknown");

    [Fact]
    public void At_least_a_hundred_and_twenty_words_for_work_are_known() => Knowledge.Occupations.Words.Count.ShouldBeGreaterThanOrEqualTo(120);

    [Theory]
    [InlineData("nelayan")]
    [InlineData("petani")]
    [InlineData("buruh tani")]
    [InlineData("kader posyandu")]
    [InlineData("ketua RT/RW")]
    [InlineData("pedagang pasar")]
    [InlineData("pedagang kaki lima")]
    [InlineData("tukang ojek")]
    [InlineData("ojol")]
    [InlineData("kurir")]
    [InlineData("sopir angkot")]
    [InlineData("tukang becak")]
    [InlineData("tukang bangunan")]
    [InlineData("pekerja harian")]
    [InlineData("serabutan")]
    [InlineData("kuli angkut")]
    [InlineData("tukang parkir")]
    [InlineData("asisten rumah tangga")]
    [InlineData("penjahit")]
    [InlineData("guru ngaji")]
    [InlineData("marbot")]
    [InlineData("seniman")]
    [InlineData("freelancer")]
    [InlineData("penjual online")]
    [InlineData("peternak")]
    [InlineData("petambak")]
    [InlineData("UMKM")]
    public void Every_kind_of_work_of_the_dossier_is_known(string job) => Knowledge.Occupations.Find(job).ShouldNotBeNull();

    [Fact]
    public void A_quote_says_what_it_costs_now_until_when_and_after()
    {
        var result = new ProgramActions(Knowledge).QuoteContribution(
            new Dictionary<string, string> { ["income"] = "1000000", ["sector"] = "other", ["program"] = "jkk,jkm" }, Now);

        result.Outcome.ShouldBe("ok");
        result.Values["amount"].ShouldBe("Rp8.400");
        result.Values["normal_amount"].ShouldBe("Rp16.800");
        result.Values["month"].ShouldBe("November 2026");
        result.Values["until"].ShouldBe("Desember 2026");
        result.Values["next_amount"].ShouldBe("Rp16.800");
        result.Values["amount_jht"].ShouldBe("Rp28.400");
    }

    [Fact]
    public void A_quote_over_months_takes_the_sector_from_the_job()
    {
        var result = new ProgramActions(Knowledge).QuoteContribution(
            new Dictionary<string, string> { ["income"] = "3000000", ["job"] = "ojol", ["program"] = "jkk,jkm,jht", ["months"] = "6" }, Now);

        // Five months of 77.150, then April 2027 at 95.300.
        result.Values["total"].ShouldBe("Rp481.050");
        result.Values["sector"].ShouldBe("transport");
    }

    [Theory]
    [InlineData("", "1")]
    [InlineData("sejuta", "1")]
    [InlineData("1000000", "0")]
    [InlineData("1000000", "banyak")]
    public void A_quote_without_a_clear_income_or_number_of_months_is_not_given(string income, string months) =>
        new ProgramActions(Knowledge).QuoteContribution(new Dictionary<string, string> { ["income"] = income, ["months"] = months }, Now)
            .Outcome.ShouldBe("unclear");

    [Theory]
    [InlineData("rembang", "found")]
    [InlineData("kantor bpjs di Rembag", "found")]
    [InlineData("Kab. Rembang", "found")]
    [InlineData("lasem", "found")]
    [InlineData("Rembang Purbalingga", "unknown")]
    [InlineData("surabaya", "unknown")]
    [InlineData("", "unknown")]
    public void An_office_is_found_by_its_place(string place, string outcome) =>
        new ProgramActions(Knowledge).FindOffice(new Dictionary<string, string> { ["place"] = place }, Now).Outcome.ShouldBe(outcome);

    [Fact]
    public void Actions_give_only_what_they_declare_and_nothing_longer()
    {
        var actions = new ProgramActions(Knowledge);
        var results = new Dictionary<string, Chatbot.Dialogs.ActionResult>
        {
            ["sector_of"] = actions.SectorOf(new Dictionary<string, string> { ["job"] = "ojol" }),
            ["quote_contribution"] = actions.QuoteContribution(
                new Dictionary<string, string> { ["income"] = "99000000", ["program"] = "jht", ["months"] = "12" }, Now),
            ["accident_outcome"] = ProgramActions.AccidentOutcome("suami saya meninggal di laut"),
            ["asked_price"] = actions.PriceAsked("ojek penghasilan 99 juta bayar 12 bulan mulai september 2026", Now),
            ["find_office"] = actions.FindOffice(new Dictionary<string, string> { ["place"] = "rembang" }, Now),
            ["find_channel"] = actions.FindChannel(new Dictionary<string, string> { ["channel"] = "indomart" }, Chatbot.Dialogs.ReplyForm.Sms, Now),
        };
        actions.Signatures.Select(signature => signature.Name).ShouldBe(results.Keys, ignoreOrder: true);
        foreach (var signature in actions.Signatures)
        {
            signature.Outcomes.ShouldContain(results[signature.Name].Outcome);
            results[signature.Name].Values.Keys.ShouldBe(signature.Values.Keys, ignoreOrder: true);
            foreach (var (name, value) in results[signature.Name].Values)
                value.Length.ShouldBeLessThanOrEqualTo(signature.Values[name].Length, $"{signature.Name} {name}");
        }
    }
}
